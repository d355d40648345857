import Clusters
import Files
import Foundation
import Notebooks
import Synchronization
import Testing
import ThreadRanks

@testable import Running
@testable import Sessions

/// One notebook run by several ranks, here threads: every one runs all of it, the first one writes.
@Suite struct TogetherTests {
    /// What one rank's run came to, without what needs no comparing.
    private struct Ending: Sendable {
        let outcome: RunOutcome
        let cells: [CellRecord]
        let problems: [String]
        let versions: [String]
    }

    private func run(
        _ text: String, in folder: String, ranks count: Int,
        keepsResults: Bool = false,
        isInterrupted: @escaping @Sendable (_ rank: Int, _ asked: Int) -> Bool = { _, _ in false }
    ) throws -> [Ending] {
        try onThreads(count) { ranks in
            let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
            let files = SessionFiles(
                notebookFolder: folder, outputFolder: folder + (ranks.isFirst ? "/out" : "/others"))
            let checked = try #require(NotebookChecker.check(notebook, files: files).notebook)
            let asked = Atomic(0)
            // Only the first one sees what is kept.
            let store = ResultStore(folder: "\(folder)/\(ranks.isFirst ? ".haltbook" : "nowhere")")
            let runner = Runner(
                checked, files: files, store: keepsResults ? store : nil, communicator: ranks, watch: { _, _ in },
                isInterrupted: { isInterrupted(ranks.rank, asked.add(1, ordering: .relaxed).newValue) })
            let record = runner.run(started: "2026-11-22 17:00:00 UTC")
            return Ending(
                outcome: record.outcome, cells: record.cells, problems: record.cells.compactMap(\.problem?.problem),
                versions: record.provenance.versions)
        }
    }

    @Test func `all have the same values, and the first one alone writes`() throws {
        let folder = try TemporaryFolder()
        let text = tinySession + "```halt\ntrain epochs=2\nsave w.safetensors\nload w.safetensors\nevaluate test\n```\n"
        let endings = try run(text, in: folder.path, ranks: 3)
        for ending in endings {
            #expect(ending.outcome == .succeeded)
            #expect(ending.cells.map(\.values) == endings[0].cells.map(\.values))
            #expect(ending.versions.last == "3 processes on threads")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out") == ["w.safetensors"])
    }

    @Test func `one that is asked to stop stops all after the same step`() throws {
        let text = tinySession + "```halt\ntrain epochs=100000\n```\n"
        let folder = try TemporaryFolder()
        let endings = try run(text, in: folder.path, ranks: 3) { rank, asked in rank == 1 && asked >= 25 }
        for ending in endings {
            #expect(ending.outcome == .interrupted)
            #expect(ending.cells[1].values == endings[0].cells[1].values)
        }
        #expect(endings[0].cells[1].values.contains { $0.name == "train.steps" })
    }

    @Test func `the first one's checkpoint takes all to the end that they would have come to`() throws {
        let text = tinySession + "```halt\ntrain epochs=8 checkpoint=every-epoch\n```\n"
        let whole = try TemporaryFolder()
        let parted = try TemporaryFolder()
        let expected = try run(text, in: whole.path, ranks: 3)
        let stopped = try run(text, in: parted.path, ranks: 3) { rank, asked in rank == 2 && asked >= 15 }
        #expect(stopped.map(\.outcome) == [.interrupted, .interrupted, .interrupted])
        let endings = try run(text, in: parted.path, ranks: 3)
        #expect(endings.map { $0.cells[1].values } == expected.map { $0.cells[1].values })
        #expect(try FileManager.default.contentsOfDirectory(atPath: parted.path) == ["out"])
    }

    @Test func `what the first one has kept is all ranks'`() throws {
        let folder = try TemporaryFolder()
        let text =
            tinySession + "```halt\ntrain epochs=2 seeds=1..2\n```\n\n```halt\nevaluate test\nsave w.safetensors\n```\n"
        let first = try run(text, in: folder.path, ranks: 3, keepsResults: true)
        let more = text + "```halt\nload w.safetensors\npredict demo\n```\n\n```halt\nmodel\ntrain epochs=1\n```\n"
        let second = try run(more, in: folder.path, ranks: 3, keepsResults: true)
        let whole = try run(more, in: try TemporaryFolder().path, ranks: 3)
        for (ending, other) in zip(second, whole) {
            #expect(ending.outcome == .succeeded)
            #expect(ending.cells.map(\.origin) == [.reused, .reused, .reused, .thisRun, .thisRun])
            #expect(ending.cells.map(\.values) == other.cells.map(\.values))
            #expect(ending.cells.map(\.outputs) == other.cells.map(\.outputs))
        }
        #expect(first.map { $0.cells.map(\.values) } == second.map { $0.cells.prefix(3).map(\.values) })
        // Damaged state is everybody's, too.
        for name in SafeFile.names(in: folder.path + "/.haltbook/cache/pieces") {
            try SafeFile.write("damaged", to: "\(folder.path)/.haltbook/cache/pieces/\(name)")
        }
        let third = try run(more + "```halt\nplot history\n```\n", in: folder.path, ranks: 3, keepsResults: true)
        #expect(third.map(\.outcome) == [.succeeded, .succeeded, .succeeded])
        #expect(third[0].cells[4].values == whole[0].cells[4].values)
    }

    @Test func `a time that is over is over for all`() throws {
        let text = tinySession + "```halt\n#| timeout: 1s\ntrain epochs=1000000\n```\n"
        let folder = try TemporaryFolder()
        #expect(try run(text, in: folder.path, ranks: 2).map(\.outcome) == [.timedOut, .timedOut])
    }

    @Test func `a file that the first one cannot write fails all`() throws {
        let folder = try TemporaryFolder()
        try SafeFile.write("in the way", to: folder.path + "/out")
        let text = tinySession + "```halt\nsave w/w.safetensors\n```\n"
        let endings = try run(text, in: folder.path, ranks: 2)
        #expect(endings.map(\.outcome) == [.failed, .failed])
        let problem = "cannot make folder \(folder.path)/out/w: Not a directory"
        #expect(endings.map(\.problems) == [[problem], ["process 1 of 2: \(problem)"]])
    }
}
