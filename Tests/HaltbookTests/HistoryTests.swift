import Foundation
import RunStorage
import Testing

/// `haltbook history` and `haltbook show`, on histories that are there.
@Suite struct HistoryTests {
    /// A folder with the histories of `top.md` and of `lessons/a.md`.
    private static func place() throws -> ProgramTests.Workplace {
        let place = try ProgramTests.Workplace(["top.md": "", "new.md": ""])
        let top = try RunHistory(RunHistory.path(inFolder: place.folder.path))
        try top.finish(
            StoredRun(
                id: "20261124-080000-00ff", notebook: "top.md", notebookPath: "/home/ada/top.md",
                started: "2026-11-24 08:00:00 UTC", program: "haltbook 0.2.0"))
        let lessons = try RunHistory(RunHistory.path(inFolder: place.folder.path + "/lessons"))
        try lessons.finish(lesson)
        return place
    }

    private static let lesson = StoredRun(
        id: "20261124-192406-3f2a", notebook: "lessons/a.md", notebookPath: "/home/ada/lessons/a.md",
        started: "2026-11-24 19:24:06 UTC", seconds: 185, outcome: "expectationFailed", program: "haltbook 0.2.0",
        commit: "61268c7", report: "Output/a/report.html", expectationsHeld: 2, expectationsFailed: 1,
        parameters: [
            .init(name: "epochs", value: "20", isDefault: false), .init(name: "samples", value: "400", isDefault: true),
        ],
        cells: [
            .init(index: 0, name: "data", outcome: "succeeded", seconds: 0.3, source: "reused", key: "00ff"),
            .init(index: 1, name: "training", outcome: "expectationFailed", seconds: 184, source: "ran"),
            .init(index: 2, name: "cell 3", outcome: "notRun", seconds: 0, source: "ran"),
        ],
        metrics: [
            .init(cell: 0, name: "dataset.count", value: .integer(400)),
            .init(cell: 1, name: "train.loss", value: .number(0.5)),
            .init(cell: 1, name: "test.auroc", value: .number(0.25)),
            .init(cell: 1, name: "test.loss", value: .number(.nan)),
            .init(cell: 1, name: "test.auroc", value: .number(0.123456789)),
        ],
        files: [.init(role: "notebook", path: "lessons/a.md", sha256: "ab12")])

    @Test func `history lists the runs of this folder and of those in it, the newest first`() throws {
        let result = try Self.place().run("$haltbook history")
        #expect(result.code == 0)
        #expect(result.errors == "")
        #expect(
            result.output == """
                run                   started                  notebook      outcome             duration    cells            values
                20261124-192406-3f2a  2026-11-24 19:24:06 UTC  lessons/a.md  expectation failed  3 min 05 s  1 ran, 1 reused  test.auroc 0.1235  test.loss nan
                20261124-080000-00ff  2026-11-24 08:00:00 UTC  top.md        unfinished

                """)
    }

    @Test func `history of a notebook lists its runs alone, and of one that has none says so`() throws {
        let place = try Self.place()
        let one = try place.run("$haltbook history lessons/a.md --format json")
        #expect(one.code == 0)
        #expect(one.output.contains(#""id" : "20261124-192406-3f2a""#))
        #expect(!one.output.contains("20261124-080000-00ff"))
        #expect(try place.run("$haltbook history --limit 1").output.split(separator: "\n").count == 2)
        #expect(
            try place.run("$haltbook history new.md").output
                == "no runs of new.md are kept; `haltbook run new.md` makes one\n")
        #expect(try place.run("$haltbook history new.md --format json").output == "[\n\n]\n")
        let none = try place.run("$haltbook history nwe.md")
        #expect(none.code == 2)
        #expect(
            none.errors
                == "haltbook: error: there is no notebook nwe.md, and no run of it; `haltbook history` lists the runs of all\n"
        )
        #expect(try place.run("$haltbook history --limit 0").code == 2)
    }

    @Test func `looking where there is no history makes none`() throws {
        let place = try ProgramTests.Workplace()
        let result = try place.run("$haltbook history")
        #expect(result.code == 0)
        #expect(
            result.output
                == "no runs are kept in this folder or the folders in it; `haltbook run NOTEBOOK` makes one\n")
        #expect(try place.names == [])
    }

    @Test func `show lays out all of a run`() throws {
        let result = try Self.place().run("$haltbook show latest")
        #expect(result.code == 0)
        #expect(
            result.output == """
                run           20261124-192406-3f2a
                notebook      lessons/a.md
                              /home/ada/lessons/a.md
                started       2026-11-24 19:24:06 UTC
                outcome       expectation failed
                duration      3 min 05 s
                expectations  2 held, 1 failed
                program       haltbook 0.2.0
                commit        61268c7
                report        Output/a/report.html

                parameters
                  epochs   20
                  samples  400  default

                cells
                  1  data      succeeded           0.3 s       reused  key 00ff
                  2  training  expectation failed  3 min 04 s  ran
                  3  cell 3    not run

                values
                  1  dataset.count  400
                  2  train.loss     0.5
                  2  test.auroc     0.25
                  2  test.loss      nan
                  2  test.auroc     0.123456789

                files
                  notebook  lessons/a.md  ab12

                """)
    }

    @Test func `show finds a run by the beginning of its id, and says what it is not`() throws {
        let place = try Self.place()
        let unfinished = try place.run("$haltbook show 20261124-08")
        #expect(
            unfinished.output == """
                run       20261124-080000-00ff
                notebook  top.md
                          /home/ada/top.md
                started   2026-11-24 08:00:00 UTC
                outcome   unfinished: killed, or still going on
                program   haltbook 0.2.0

                """)
        #expect(try place.run("$haltbook show --notebook lessons/b.md 2026").output.contains("20261124-192406-3f2a"))
        let both = try place.run("$haltbook show 2026")
        #expect(both.code == 2)
        #expect(
            both.errors
                == "haltbook: error: `2026` may mean several runs: 20261124-080000-00ff, 20261124-192406-3f2a; write more of one\n"
        )
        let json = try place.run("$haltbook show 20261124-19 --format json")
        #expect(json.output.contains(#""value" : "nan""#))
        #expect(json.output.contains(#""value" : 0.123456789"#))
    }

    @Test func `a damaged history says what to do with it`() throws {
        let place = try ProgramTests.Workplace()
        let result = try place.run(
            "mkdir .haltbook; seq 2000 > .haltbook/history.sqlite; exec $haltbook history")
        #expect(result.code == 2)
        #expect(
            result.errors == """
                haltbook: error: cannot use the history in ./.haltbook/history.sqlite: it is damaged (file is not a \
                database); move it away, with ./.haltbook/history.sqlite-wal and ./.haltbook/history.sqlite-shm if they \
                are there, and the next run begins a new one

                """)
    }
}
