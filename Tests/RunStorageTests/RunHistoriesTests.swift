import Testing

@testable import RunStorage

@Suite struct RunHistoriesTests {
    private let folders: [TemporaryFolder]
    private let both: RunHistories

    /// Two folders: the first has runs `20261123-…-aaaa` and `20261124-…-bbbb`, the second `20261124-…-bbcc`.
    init() throws {
        folders = [try TemporaryFolder(), try TemporaryFolder()]
        let (first, second) = (try RunHistory(folders[0].history), try RunHistory(folders[1].history))
        try first.finish(sampleRun("20261123-100000-aaaa", started: "2026-11-23 10:00:00 UTC"))
        try first.finish(sampleRun("20261124-100000-bbbb", started: "2026-11-24 10:00:00 UTC"))
        try second.finish(sampleRun("20261124-090000-bbcc", started: "2026-11-24 09:00:00 UTC"))
        both = RunHistories([first, second])
    }

    @Test func `runs of several folders are ordered as one`() throws {
        #expect(
            try both.runs(limit: 9).map(\.id)
                == ["20261124-100000-bbbb", "20261124-090000-bbcc", "20261123-100000-aaaa"])
        #expect(try both.runs(limit: 2).map(\.id) == ["20261124-100000-bbbb", "20261124-090000-bbcc"])
    }

    @Test func `a run is found by its id, by the beginning of it, and as the latest`() throws {
        #expect(try both.run(named: "20261124-090000-bbcc").id == "20261124-090000-bbcc")
        #expect(try both.run(named: "20261123").id == "20261123-100000-aaaa")
        #expect(try both.run(named: "latest").id == "20261124-100000-bbbb")
    }

    @Test func `a beginning that several runs have names them`() {
        #expect(
            problem { _ = try both.run(named: "20261124") }
                == "`20261124` may mean several runs: 20261124-100000-bbbb, 20261124-090000-bbcc; write more of one")
    }

    @Test func `of many runs only some are named`() throws {
        let folder = try TemporaryFolder()
        let history = try RunHistory(folder.history)
        for number in 10..<25 { try history.finish(sampleRun("run-\(number)")) }
        let names = (15..<25).reversed().map { "run-\($0)" }.joined(separator: ", ")
        #expect(
            problem { _ = try RunHistories([history]).run(named: "run") }
                == "`run` may mean several runs: \(names) and 5 more; write more of one")
    }

    @Test(arguments: ["2025", "%", "_", "20261124-100000-bbbb2"])
    func `what no run's id begins with is not found`(name: String) {
        #expect(
            problem { _ = try both.run(named: name) }
                == "there is no run `\(name)`; `haltbook history` lists those there are")
    }

    @Test func `where there are no runs there is no latest`() {
        #expect(
            problem { _ = try RunHistories([]).run(named: "latest") }
                == "there is no run `latest`; `haltbook history` lists those there are")
    }
}
