#if LanguageModel
import Clusters
import Files
import Foundation
import Notebooks
import Sessions
import Testing

@testable import Running

/// Cells on a real language model: `make test-language-model`.
@Suite(.serialized) struct LanguageModelCellTests {
    private static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../.deps/models").standardizedFileURL.path
    private static let model = "\(models)/SmolLM2-135M-Instruct.Q4_1.gguf"

    private static let prompts = (2...9).map { number in
        "{\"id\": \"\(number)\", \"group\": \"\(number.isMultiple(of: 2) ? "even" : "odd")\", "
            + "\"prompt\": \"What is \(number) + \(number)?\", \"reference\": \(2 * number)}\n"
    }

    private static let text = """
        ```halt
        setup seed=1
        dataset generated prompts=prompts.jsonl model="\(model)" samples=6 max_tokens=16
        ```

        ```halt
        diagnose signal=hbar_s second=pri
        diagnose signal=hbar_s.mean
        ```

        ```halt
        generate prompt="What is 2 + 2?" model="\(model)" max_tokens=8 cutoff=0.01
        ```
        """

    private func files(_ folder: borrowing TemporaryFolder) throws -> SessionFiles {
        try SafeFile.write(Self.prompts.joined(), to: folder.path + "/prompts.jsonl")
        return SessionFiles(
            notebookFolder: folder.path, outputFolder: folder.path, readableFolders: [Self.models])
    }

    private func checked(_ files: SessionFiles) throws -> CheckedNotebook {
        try #require(
            NotebookChecker.check(Notebook(parsing: NotebookSource(name: "a.md", text: Self.text)), files: files)
                .notebook)
    }

    @Test func `commands on a language model give exactly what they declare`() throws {
        let folder = try TemporaryFolder()
        let files = try files(folder)
        let session = Session(files: files)
        for command in try checked(files).commands.flatMap(\.self) {
            let arguments = try command.arguments(values: [:])
            session.forgetAccess()
            let result = try command.command.run(arguments, in: session)
            #expect(session.access.used.subtracting(command.command.uses) == [], "\(command.command.name)")
            #expect(session.access.changed.subtracting(command.command.changes) == [], "\(command.command.name)")
            let declared = command.command.values(arguments)
            #expect(result.values.map(\.name).sorted() == declared.map(\.name).sorted(), "\(command.command.name)")
            if command.command.name == "generate" {
                #expect(result.values.contains(NamedValue("generate.halted", .boolean(true))))
            }
        }
    }

    @Test func `a run that was stopped goes on with the answers that it has, to the same bytes`() throws {
        let whole = try TemporaryFolder()
        let parted = try TemporaryFolder()
        func record(_ folder: borrowing TemporaryFolder, stopsAfter answers: Int?) throws -> RunRecord {
            let files = try files(folder)
            var done = 0
            return Runner(
                try checked(files), files: files,
                watch: { event, _ in if case .progress(.step(let answer, _, "answer", _)) = event { done = answer } },
                isInterrupted: { answers.map { done >= $0 } ?? false }
            ).run(started: "")
        }
        let expected = try record(whole, stopsAfter: nil)
        #expect(try record(parted, stopsAfter: 3).outcome == .interrupted)
        let log = try #require(SafeFile.names(in: parted.path + "/checkpoints").first { $0.hasPrefix("generated-") })
        // The first record says what the answers are of.
        let records = try RecordLog.read(parted.path + "/checkpoints/\(log)").records
        #expect(records.count == 4)
        // Another build's answers are not gone on with.
        let build = try ExactJSON.bytes(KeyEnvironment(SingleProcess()).program)
        #expect(String(decoding: records[0], as: UTF8.self).contains(String(decoding: build, as: UTF8.self)))
        let resumed = try record(parted, stopsAfter: nil)
        #expect(resumed.outcome == .succeeded)
        // As text, since what is not there is NaN.
        #expect("\(resumed.cells.map(\.values))" == "\(expected.cells.map(\.values))")
        #expect(resumed.cells.map(\.outputs) == expected.cells.map(\.outputs))
    }

    /// The record of a whole run; something else may happen after its third answer.
    private func record(_ files: SessionFiles, afterThree: () throws -> Void = {}) throws -> RunRecord {
        try withoutActuallyEscaping(afterThree) { afterThree in
            Runner(
                try checked(files), files: files,
                watch: { event, _ in
                    guard case .progress(.step(3, _, "answer", _)) = event else { return }
                    #expect(throws: Never.self) { try afterThree() }
                }, isInterrupted: { false }
            ).run(started: "")
        }
    }

    @Test func `a run does not write the log of answers that another one is writing`() throws {
        let alone = try TemporaryFolder()
        let shared = try TemporaryFolder()
        let (path, files) = (shared.path, try files(shared))
        let first = try record(files) {
            try SafeFile.makeFolder(path + "/second")
            let second = try record(
                SessionFiles(
                    notebookFolder: path, outputFolder: path + "/second", readableFolders: [Self.models],
                    keptFolder: path))
            let problem = try #require(second.cells[0].problem)
            #expect(problem.problem == "process \(getpid()) is generating the same answers")
            #expect(problem.remedy == "wait until it ends, and run again: the answers are then there")
        }
        #expect(first.outcome == .succeeded)
        #expect("\(first.cells.map(\.values))" == "\(try record(self.files(alone)).cells.map(\.values))")
    }

    @Test func `a log whose answers are not those of the prompts is not believed`() throws {
        let folder = try TemporaryFolder()
        let files = try files(folder)
        let expected = try record(files)
        let name = try #require(SafeFile.names(in: folder.path + "/checkpoints").first { $0.hasPrefix("generated-") })
        let log = folder.path + "/checkpoints/\(name)"
        let records = try RecordLog.read(log).records
        // Two runs' answers between each other: one twice, one not at all, two in the wrong order, and too many.
        for places in [[0, 1, 1, 3, 4, 5, 6], [0, 2, 1], [0, 1, 2, 3, 4, 5, 6, 6]] {
            let mixed = try RecordLog(creating: log, with: records[0])
            try mixed.append(places.dropFirst().map { records[$0] })
            #expect("\(try record(files).cells.map(\.values))" == "\(expected.cells.map(\.values))")
            // But for how long each took they are as they were.
            #expect(try RecordLog.read(log).records.count == records.count)
        }
    }
}
#endif
