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
}
#endif
