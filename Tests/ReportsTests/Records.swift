import Figures
import FoundationEssentials
import Notebooks
import Sessions

@testable import Reports
@testable import Running

/// A record of a notebook whose cells all gave the same.
func record(
    _ text: String, outcome: CellOutcome = .succeeded, outputs: [Output] = [], values: [NamedValue] = [],
    problem: Diagnostic? = nil
) -> RunRecord {
    let source = NotebookSource(name: "a.md", text: text)
    let cells = Notebook(parsing: source).cells.map { cell in
        var record = CellRecord(notRun: cell.index, label: cell.display.label)
        record.outcome = outcome
        record.seconds = 1.25
        record.outputs = outputs
        record.values = values
        record.problem = problem
        return record
    }
    return RunRecord(
        notebook: source,
        parameters: [ParameterRecord(name: "epochs", value: .integer(5), isDefault: true, help: "Passes <over> it.")],
        provenance: Provenance(
            versions: ["haltbook 0.1.0", "oneDNN 2.6.3"], processor: "A processor, 2 cores", threads: 2,
            precision: "fp32", seed: 42,
            draws: "the streams of NumPy", notebookPath: "../a.md", notebookDigest: "0123", commit: nil,
            started: "2026-11-22 17:00:00 UTC"),
        outcome: outcome == .succeeded ? .succeeded : .failed, seconds: 65, cells: cells)
}

/// What stands in the article of the page, without the time that each cell took.
func article(_ record: RunRecord, limits: OutputLimits = OutputLimits()) -> String {
    let text = HTMLReport(record, limits: limits).text
    guard let start = text.firstRange(of: "<article>"), let end = text.firstRange(of: "</article>") else { return text }
    return String(text[start.upperBound..<end.lowerBound]).replacing(
        /\ · <svg class="time".*?<\/svg>/, with: "")
}

/// A cell under a label, with nothing to see but its outputs.
func cell(_ label: String) -> String { "```halt\n#| label: \(label)\nsetup\n```\n" }

/// A table of one column, with a row for each text.
func table(_ title: String, _ rows: [String]) -> Output {
    .table(Table(title, columns: ["Name"], rows: rows.map { [.text($0)] }))
}

extension String {
    /// How often a text stands in this one.
    func count(of part: String) -> Int { ranges(of: part).count }
}
