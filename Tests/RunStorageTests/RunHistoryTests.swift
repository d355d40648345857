import Foundation
import GRDB
import Testing

@testable import RunStorage

@Suite struct RunHistoryTests {
    private let folder: TemporaryFolder
    private var generator = Counting()

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Draws 0, 1, 2 and so on.
    private struct Counting: RandomNumberGenerator {
        private var count: UInt64 = 0

        mutating func next() -> UInt64 {
            defer { count += 1 }
            return count
        }
    }

    @Test func `what is stored is read, in its order`() throws {
        let history = try RunHistory(folder.history)
        try history.finish(sampleRun())
        #expect(try history.run("20261124-192406-3f2a") == sampleRun())
        #expect(try history.runs(limit: 5) == [sampleRun()])
        #expect(try RunHistory(folder.history).runs(limit: 5) == [sampleRun()])
    }

    @Test func `not-a-number stays what it is`() throws {
        let history = try RunHistory(folder.history)
        var run = sampleRun()
        run.metrics = [.init(cell: 0, name: "a", value: .number(.nan))]
        try history.finish(run)
        let metrics = try #require(try history.run(run.id)).metrics
        #expect("\(metrics)".contains("number(nan)"))
    }

    @Test func `a run is unfinished from its beginning to its end`() throws {
        var generator = generator
        let history = try RunHistory(folder.history)
        var run = sampleRun()
        run.metrics = []
        try history.begin(&run, using: &generator)
        #expect(run.id == sampleRun().id)
        let begun = try #require(try history.run(run.id))
        #expect(begun.outcome == "unfinished")
        #expect(begun.parameters == run.parameters)
        try history.finish(sampleRun())
        #expect(try history.runs(limit: 5) == [sampleRun()])
    }

    @Test func `an id is the start's digits and four drawn ones`() {
        var generator = SystemRandomNumberGenerator()
        let id = StoredRun.id(started: "2026-11-24 19:24:06 UTC", using: &generator)
        #expect(id.wholeMatch(of: /20261124-192406-[0-9a-f]{4}/) != nil)
    }

    @Test func `a run whose id is taken gets another one`() throws {
        var generator = generator
        let history = try RunHistory(folder.history)
        var ids: Set<String> = []
        for _ in 0..<5 {
            var run = sampleRun()
            try history.begin(&run, using: &generator)
            ids.insert(run.id)
        }
        #expect(ids.count == 5)
        #expect(ids.contains("20261124-192406-3f2a"))
        #expect(try Set(history.runs(limit: 9).map(\.id)) == ids)
    }

    @Test func `the newest runs come first, of one notebook or of all`() throws {
        let history = try RunHistory(folder.history)
        try history.finish(sampleRun("b", notebook: "a.md", started: "2026-11-24 09:00:00 UTC"))
        try history.finish(sampleRun("a", notebook: "x/a.md", started: "2026-11-23 09:00:00 UTC"))
        try history.finish(sampleRun("c", notebook: "b.md", started: "2026-11-24 09:00:00 UTC"))
        #expect(try history.runs(limit: 9).map(\.id) == ["c", "b", "a"])
        #expect(try history.runs(limit: 2).map(\.id) == ["c", "b"])
        #expect(try history.runs(ofFile: "a.md", limit: 9).map(\.id) == ["b", "a"])
        #expect(try history.runs(ofFile: "c.md", limit: 9).map(\.id) == [])
    }

    // MARK: Opening

    @Test func `a database is made with its tables, once, in WAL mode`() throws {
        #expect(try RunHistory.existing(inFolder: folder.path) == nil)
        for _ in 0..<2 {
            let history = try RunHistory(folder.history)
            let (mode, applied, keys) = try history.database.read {
                (
                    try String.fetchOne($0, sql: "PRAGMA journal_mode"),
                    try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations"),
                    try Int.fetchOne($0, sql: "PRAGMA foreign_keys")
                )
            }
            #expect(mode == "wal")
            #expect(applied == ["1"])
            #expect(keys == 1)
        }
        #expect(try RunHistory.existing(inFolder: folder.path) != nil)
        // What has been closed is one file.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.haltbook") == ["history.sqlite"])
    }

    @Test func `an empty file becomes a history`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.haltbook", withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder.history))
        try RunHistory(folder.history).finish(sampleRun())
        #expect(try RunHistory(folder.history).runs(limit: 5) == [sampleRun()])
    }

    @Test func `what a newer haltbook wrote is refused and left as it is`() throws {
        do {
            let history = try RunHistory(folder.history)
            try history.finish(sampleRun())
            try history.database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2')") }
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.history))
        #expect(
            problem { _ = try RunHistory(folder.history) } == """
                cannot use the history in \(folder.history): it was written by a newer haltbook; use that one, or move \
                the file away to begin a new history
                """)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.history)) == before)
    }

    @Test func `a folder that cannot be written is a problem, not a trap`() throws {
        let made = problem { _ = try RunHistory("/proc/.haltbook/history.sqlite") }
        #expect(
            made?.hasPrefix(
                "cannot use the history in /proc/.haltbook/history.sqlite: cannot make folder /proc/.haltbook: ")
                == true)
        try FileManager.default.createDirectory(atPath: folder.history, withIntermediateDirectories: true)
        #expect(
            problem { _ = try RunHistory(folder.history) } == """
                cannot use the history in \(folder.history): unable to open database file; make the file and its folder \
                writable
                """)
    }

    // MARK: Damage

    @Test func `a file that is no database says so, and what to do`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.haltbook", withIntermediateDirectories: true)
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: folder.history))
        #expect(
            problem { _ = try RunHistory(folder.history) } == """
                cannot use the history in \(folder.history): it is damaged (file is not a database); move it away, with \
                \(folder.history)-wal and \(folder.history)-shm if they are there, and the next run begins a new one
                """)
    }

    @Test func `wherever a database is damaged, reading it ends in runs or in a problem`() throws {
        do {
            let history = try RunHistory(folder.history)
            for number in 0..<20 { try history.finish(sampleRun("run-\(number)")) }
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.history))
        var problems = 0
        for place in stride(from: 0, to: whole.count, by: 211) {
            var damaged = whole
            for byte in place..<min(place + 8, whole.count) { damaged[byte] ^= 0xA5 }
            try damaged.write(to: URL(fileURLWithPath: folder.history))
            do {
                let history = try RunHistory(folder.history)
                _ = try history.runs(limit: 100)
                _ = try history.ids(beginningWith: "run")
                try history.finish(sampleRun("run-3"))
            } catch {
                problems += 1
            }
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.history + ending) }
        }
        #expect(problems > 10)
    }

    @Test func `a full disk is said, and earlier runs are still there`() throws {
        let history = try RunHistory(folder.history)
        try history.finish(sampleRun())
        try history.database.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages + 1)")
        }
        var large = sampleRun("large")
        large.metrics = (0..<5000).map { .init(cell: $0, name: "value", value: .integer($0)) }
        #expect(
            problem { try history.finish(large) } == """
                cannot use the history in \(folder.history): the disk is full; make room, earlier runs are still there
                """)
        #expect(try history.runs(limit: 9) == [sampleRun()])
    }
}
