import Reports
import RunStorage

/// All that is kept of a run, for people.
struct RunPage {
    private let run: StoredRun

    init(_ run: StoredRun) {
        self.run = run
    }

    var text: String {
        let sections = [
            section("parameters", run.parameters.map { [$0.name, $0.value, $0.isDefault ? "default" : ""] }),
            section("cells", run.cells.map(cell)),
            section("values", run.metrics.map { [String($0.cell + 1), $0.name, $0.value.whole] }),
            section("files", run.files.map { [$0.role, $0.path, $0.sha256] }),
        ]
        return TextTable(head).text + sections.joined()
    }

    private var head: [[String]] {
        let isUnfinished = run.outcome == StoredRun.unfinished
        let rows: [(String, String?)] = [
            ("run", run.id), ("notebook", run.notebook),
            ("", run.notebookPath == run.notebook ? nil : run.notebookPath),
            ("started", run.started),
            ("outcome", isUnfinished ? "unfinished: killed, or still going on" : run.outcomeWords),
            ("duration", isUnfinished ? nil : Seconds.text(run.seconds)), ("expectations", expectations),
            ("program", run.program), ("commit", run.commit), ("report", run.report),
        ]
        return rows.compactMap { name, value in value.map { [name, $0] } }
    }

    private var expectations: String? {
        guard run.expectationsHeld + run.expectationsFailed > 0 else { return nil }
        return "\(run.expectationsHeld) held, \(run.expectationsFailed) failed"
    }

    /// `2  training  succeeded  3 min 05 s  ran  key 5f0c…`
    private func cell(_ cell: StoredRun.Cell) -> [String] {
        guard cell.outcome != "notRun" else {
            return [String(cell.index + 1), cell.name, StoredRun.words(cell.outcome)]
        }
        return [
            String(cell.index + 1), cell.name, StoredRun.words(cell.outcome), Seconds.text(cell.seconds), cell.source,
            cell.key.map { "key \($0)" } ?? "",
        ]
    }

    private func section(_ name: String, _ rows: [[String]]) -> String {
        rows.isEmpty ? "" : "\n\n\(name)\n" + TextTable(rows.map { [""] + $0 }).text
    }
}
