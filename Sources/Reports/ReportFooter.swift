import Figures
import Notebooks
import Running

/// The foot of the page: what the run was made with, and how long each cell took.
struct ReportFooter {
    let record: RunRecord
    let notebook: Notebook

    var markup: Markup {
        .tag(
            "footer", ["id": "provenance"],
            .tag("h2", [:], .text("Provenance")), .tag("dl", [:], facts.flatMap { term($0.0, $0.1) }),
            .tag(
                "details", [:], .tag("summary", [:], .text("Duration of each cell")), durations))
    }

    private var facts: [(String, [Markup])] {
        let provenance = record.provenance
        var facts: [(String, [Markup])] = [
            ("Made with", [.text(provenance.versions.joined(separator: ", "))]),
            ("Run", [.text("\(provenance.started), \(Seconds.text(record.seconds))")]),
            (
                "Machine",
                [
                    .text(
                        "\(provenance.processor); \(provenance.threads) threads, products of \(provenance.precision) factors"
                    )
                ]
            ),
            ("Seed", [.text(String(provenance.seed))]),
            ("Random draws", [.text("From \(provenance.draws).")]),
            (
                "Notebook",
                [.text("\(record.notebook.name), SHA-256 "), .tag("code", [:], .text(provenance.notebookDigest))]
            ),
        ]
        if let commit = provenance.commit { facts.append(("Commit", [.tag("code", [:], .text(commit))])) }
        return facts
    }

    private func term(_ name: String, _ content: [Markup]) -> [Markup] {
        [.tag("dt", [:], .text(name)), .tag("dd", [:], content)]
    }

    private var durations: Markup {
        let rows = record.cells.map { cell in
            Markup.tag(
                "tr", [:],
                .tag(
                    "th", ["scope": "row"],
                    .tag("a", ["href": "#\(notebook.cells[cell.index].anchor)"], .text(notebook.cells[cell.index].name))
                ),
                .tag("td", ["class": "number"], .text(cell.outcome == .notRun ? "not run" : Seconds.text(cell.seconds)))
            )
        }
        return .tag("table", [:], .tag("tbody", [:], rows))
    }
}
