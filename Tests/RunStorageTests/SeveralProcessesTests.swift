import Foundation
import GRDB
import Testing

@testable import RunStorage

/// Several processes write into one history, and some are killed.
@Suite struct SeveralProcessesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Starts a process that writes `count` runs of a notebook.
    private func start(_ notebook: String, count: Int, in history: String? = nil) throws -> (
        process: Process, output: FileHandle
    ) {
        let process = Process()
        // It is built beside the tests.
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("history-writer")
        process.arguments = [history ?? folder.history, notebook, String(count)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output.fileHandleForReading)
    }

    /// Whether SQLite finds nothing wrong, and each run that has ended has all its values.
    private func expectWholeRuns(_ runs: [StoredRun], of history: RunHistory) throws {
        let integrity = try history.database.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(integrity == ["ok"])
        for run in runs {
            #expect(run.metrics.count == (run.outcome == "unfinished" ? 0 : 50))
            #expect(Set(run.metrics.map(\.value)).count <= 1)
        }
    }

    @Test func `processes that make a history at the same moment share it`() throws {
        for round in 0..<20 {
            let path = RunHistory.path(inFolder: "\(folder.path)/\(round)")
            let writers = try (0..<4).map { try start("\($0).md", count: 1, in: path) }
            for (process, output) in writers {
                _ = output.readDataToEndOfFile()
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            #expect(try RunHistory(path).runs(limit: 9).map(\.outcome) == Array(repeating: "succeeded", count: 4))
        }
    }

    @Test func `processes that write together lose nothing`() throws {
        let names = (0..<4).map { "\($0).md" }
        let writers = try names.map { try start($0, count: 50) }
        for (process, output) in writers {
            _ = output.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        let history = try RunHistory(folder.history)
        let runs = try history.runs(limit: 1000)
        #expect(Set(runs.map(\.id)).count == 200)
        for name in names {
            let written = runs.filter { $0.notebook == name }.compactMap(\.metrics.first?.value)
            #expect(written == (0..<50).reversed().map { .integer($0) })
        }
        try expectWholeRuns(runs, of: history)
    }

    @Test func `connections of several threads lose nothing`() async throws {
        let path = folder.history
        try await withThrowingTaskGroup { group in
            for writer in 0..<2 {
                group.addTask {
                    let history = try RunHistory(path)
                    for number in 0..<50 { try history.finish(sampleRun("\(writer)-\(number)")) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try RunHistory(path).runs(limit: 1000).count == 100)
    }

    @Test func `a process that is killed leaves whole runs behind, and all that it said it had stored`() throws {
        var said: Set<String> = []
        for round in 0..<12 {
            let (process, output) = try start("a.md", count: 1_000_000)
            var text = output.availableData
            // A round kills a little later than the one before it, in the middle of what it does then.
            while text.count(where: { $0 == UInt8(ascii: "\n") }) < 1 + 3 * round, process.isRunning {
                text += output.availableData
            }
            kill(process.processIdentifier, SIGKILL)
            text += output.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
            said.formUnion(lines.map(String.init))
            let history = try RunHistory(folder.history)
            let runs = try history.runs(limit: 1_000_000)
            try expectWholeRuns(runs, of: history)
            #expect(runs.count { $0.outcome == "unfinished" } <= round + 1)
            #expect(said.subtracting(runs.filter { $0.outcome == "succeeded" }.map(\.id)) == [])
        }
    }
}
