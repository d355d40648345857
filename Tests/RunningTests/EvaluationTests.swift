import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// What `evaluate` says of results that say little.
@Suite struct EvaluationTests {
    private func outputs(_ dataset: String) throws -> [Output] { try cell(dataset).outputs }

    private func cell(_ dataset: String) throws -> CellRecord {
        let folder = try TemporaryFolder()
        let text = """
            ```halt
            config projection_size=8 hidden_size=8 layers=1
            dataset synthetic samples=400 max_length=20 \(dataset)
            split
            model
            evaluate test resamples=50
            ```
            """
        let files = SessionFiles(notebookFolder: folder.path, outputFolder: folder.path)
        let checked = NotebookChecker.check(Notebook(parsing: NotebookSource(name: "a.md", text: text)), files: files)
        let runner = Runner(
            try #require(checked.notebook), files: files, watch: { _, _ in }, isInterrupted: { false })
        return runner.run(started: "2026-11-22 17:00:00 UTC").cells[0]
    }

    private func warnings(_ outputs: [Output]) -> [String] {
        outputs.compactMap { if case .warning(let text) = $0 { text } else { nil } }
    }

    @Test func oneClassOnlyIsWarnedOf() throws {
        #expect(
            warnings(try outputs("hallucination_rate=1")).contains(
                "The test split has one class only: AUROC is 0.5 by definition and says nothing."))
    }

    @Test func aModelThatAlwaysSaysTheSameIsWarnedOf() throws {
        let said = warnings(try outputs("hallucination_rate=0.5"))
        #expect(said.count == 1)
        #expect(said[0].hasPrefix("All responses are called "))
    }

    @Test func everyMetricHasItsInterval() throws {
        let cell = try cell("label_noise=0.4")
        let shown = cell.outputs.first { $0.isMetrics }
        guard case .table(let metrics) = try #require(shown) else { return }
        #expect(
            metrics.rows.map { $0[0] }
                == [
                    "Macro-F1", "AUROC", "Accuracy", "PR-AUC", "Brier score", "Expected calibration error", "Loss",
                ].map { .text($0) })
        let names = ["macro_f1", "auroc", "accuracy", "pr_auc", "brier", "ece", "loss"]
        for (row, name) in zip(metrics.rows, names) {
            let quoted = ["", ".low", ".high"].map { end in
                cell.values.first { $0.name == "test." + name + end }?.value.number
            }
            switch row[1] {
            case .interval(let value, let low, let high, _), .scientificInterval(let value, let low, let high, _):
                #expect(low < high)
                #expect(quoted == [value, low, high], "\(name)")
                // Resamples are less evenly spread over the bins than the sample itself, so their error is larger.
                if row[0] != .text("Expected calibration error") { #expect(low <= value && value <= high) }
            default: Issue.record("\(row[0]) has no interval")
            }
        }
    }
}

extension Output {
    fileprivate var isMetrics: Bool {
        if case .table(let table) = self { table.title.hasPrefix("Metrics on the test split") } else { false }
    }
}
