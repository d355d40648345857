import Foundation
import Notebooks
import Sessions
import Testing

@testable import Running

/// The responses that a server wrote, from their file to a threshold.
@Suite struct RealResponsesTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Notebooks/data/real-responses.jsonl.gz").standardizedFileURL

    private static let head = """
        ```halt
        #| label: data
        setup seed=1
        config hidden_size=8 projection_size=8 layers=1 batch_size=64
        dataset responses path=responses.jsonl.gz
        split train=0.5 validation=0.25
        model
        ```

        """

    private func record(_ commands: String, _ head: String = head) throws -> RunRecord {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: Self.file.path, toPath: folder.path + "/responses.jsonl.gz")
        return try run(head + "```halt\n\(commands)\n```\n", in: folder)
    }

    private func run(_ text: String, in folder: borrowing TemporaryFolder) throws -> RunRecord {
        let files = SessionFiles(notebookFolder: folder.path, outputFolder: folder.path)
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
        let checked = try #require(NotebookChecker.check(notebook, files: files).notebook)
        return Runner(checked, files: files, watch: { _, _ in }, isInterrupted: { false }).run(started: "")
    }

    private func number(_ name: String, in record: RunRecord) throws -> Double {
        try #require(record.cells.flatMap(\.values).last { $0.name == name }?.value.number)
    }

    private func texts(_ record: RunRecord) -> [String] {
        record.cells.flatMap(\.outputs).compactMap { output in
            switch output {
            case .warning(let text), .note(let text): text
            default: nil
            }
        }
    }

    @Test func `the file is read with its labels, questions and groups, and no question is parted`() throws {
        let record = try record("evaluate test resamples=10")
        #expect(record.outcome == .succeeded)
        #expect(try number("dataset.count", in: record) == 575)
        #expect(try number("dataset.tokens", in: record) == 9853)
        #expect(try number("dataset.hallucinated", in: record) == 419)
        #expect(try number("dataset.items", in: record) == 530)
        let parts = try ["train", "validation", "test"].map { try number("split.\($0).count", in: record) }
        #expect(parts.reduce(0, +) == 575 && abs(parts[0] - 287.5) < 3)
    }

    @Test func `detectors stand beside each other, and the mean of surprise is better than nothing`() throws {
        let record = try record("compare test")
        #expect(try number("compare.mean_nll.auroc", in: record) > 0.6)
        let ends = (try number("compare.gain.low", in: record), try number("compare.gain.high", in: record))
        #expect(ends.0 <= ends.1)
        #expect(try number("compare.length.within", in: record) > 0)
        #expect(texts(record).contains { $0.contains("the mean NLL") })
    }

    @Test func `a threshold keeps its recall, and the signal that points nowhere gets none`() throws {
        let record = try record(
            "calibrate signal=mean_nll target=\"recall >= 0.9\" split=train\n"
                + "expect calibrate.found == true\nexpect calibrate.bound >= 0.9\ncalibrate signal=surprise_spikes")
        #expect(record.outcome == .succeeded)
        #expect(record.cells.flatMap(\.values).last { $0.name == "calibrate.found" }?.value == .boolean(false))
        #expect(texts(record).contains { $0.hasPrefix("No threshold: ") })
    }

    @Test
    func `a score is calibrated without a model, and its probabilities are judged on what they were not fitted to`()
        throws
    {
        let head = Self.head.replacing("\nmodel\n", with: "\n")
        let record = try record("calibrate signal=mean_nll split=train\ncalibrate signal=mean_nll split=test", head)
        #expect(record.outcome == .succeeded)
        let outputs = record.cells.flatMap(\.outputs)
        let tables = outputs.compactMap { output -> Table? in
            guard case .table(let table) = output, table.title.hasPrefix("Probabilities") else { return nil }
            return table
        }
        #expect(
            tables.map(\.title) == [
                "Probabilities, judged on the test split, which had no part in the fit to the train split",
                "Probabilities, judged on the test split, in 5 folds, each by what the others taught",
            ])
        #expect(
            tables.map { $0.rows.map(\.first) } == [[.text("Platt"), .text("isotonic")]] + [
                [.text("Platt"), .text("isotonic")]
            ])
        // Four folds of five of 143 responses are enough for a curve, and what is fitted beats no knowledge at all.
        for table in tables {
            guard case .real(let loss, _) = table.rows[0][1] else { throw Missing() }
            #expect(loss < 0.65)
        }
    }

    private struct Missing: Error {}

    @Test func `saved thresholds have their digest for a name, and are the same for the same data`() throws {
        let commands = "calibrate signal=mean_nll split=train save=true"
        let (first, second) = (try record(commands), try record(commands))
        #expect(first.outcome == .succeeded && first.cells[1].filesWritten == second.cells[1].filesWritten)
        let name = try #require(first.cells[1].filesWritten.keys.first)
        #expect(name.hasPrefix("thresholds-mean_nll-") && name.hasSuffix(".json") && name.count == 37)
        #expect(first.cells[1].values.last?.value == .text(name))
    }

    @Test func `saved thresholds are for as many log-probs as the responses have, whatever a model would read`() throws
    {
        let head = Self.head.replacing("config ", with: "config top_k=5 ").replacing("\nmodel\n", with: "\n")
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: Self.file.path, toPath: folder.path + "/responses.jsonl.gz")
        let record = try run(head + "```halt\ncalibrate signal=mean_nll split=train save=true\n```\n", in: folder)
        let name = try #require(record.cells[1].filesWritten.keys.first)
        let file = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
        // The server wrote 20 alternatives.
        #expect(file.contains("\"k\":20"))
    }

    @Test func `no threshold on a model is looked for in what it has learnt from`() throws {
        let record = try record("calibrate signal=halt split=train")
        #expect(record.cells[1].problem?.problem.hasPrefix("`halt` has learnt from the training split") == true)
    }

    @Test(arguments: ["group", "item"])
    func `a name that no response has is told of`(option: String) throws {
        let head = Self.head.replacing("responses.jsonl.gz", with: "responses.jsonl.gz \(option)=questoin")
        let record = try record("", head)
        #expect(record.cells[0].problem?.problem == "no response in `responses.jsonl.gz` has `questoin`")
    }

    @Test func `folds leave the session's model alone`() throws {
        let record = try record("crossvalidate folds=2 epochs=1\nsave a.safetensors")
        let plain = try self.record("save a.safetensors")
        #expect(record.cells[1].filesWritten == plain.cells[1].filesWritten)
        #expect(try number("crossvalidate.count", in: record) == 575)
        #expect(try number("crossvalidate.learnt_from", in: record) == 287)
    }

    @Test(arguments: [
        ("", "`responses.jsonl` has no responses"),
        ("{\"logprobs\": [[-0.1, -2.5]]}\n", "none of the 1 responses in `responses.jsonl` has a label"),
        ("nonsense\n", "`responses.jsonl` has no response that can be used; line 1: "),
    ])
    func `a file of nothing to learn from is refused`(text: String, problem: String) throws {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.path + "/responses.jsonl", atomically: true, encoding: .utf8)
        let record = try run("```halt\nsetup\ndataset responses path=responses.jsonl\n```\n", in: folder)
        #expect(
            record.cells[0].problem?.problem.hasPrefix(problem) == true, "\(record.cells[0].problem?.problem ?? "")")
    }
}
