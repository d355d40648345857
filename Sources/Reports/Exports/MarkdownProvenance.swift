import Notebooks
import Running

/// The foot of a Markdown page: the parameters, what the run was made with, and what from.
struct MarkdownProvenance {
    let record: RunRecord
    let notebook: Notebook

    var lines: [String] {
        ["<details><summary>Provenance</summary>", ""] + parameters
            + MarkdownText.table(["", ""], rows: facts.map { [$0.0, $0.1] }, isNumeric: { _ in false })
            + ["", "</details>"]
    }

    private var parameters: [String] {
        guard !record.parameters.isEmpty else { return [] }
        let rows = record.parameters.map { parameter in
            [
                MarkdownText.code(parameter.name, isInTable: true), MarkdownText.escaped(parameter.value.description),
                parameter.isDefault ? "default" : "set for this run", MarkdownText.escaped(parameter.help),
            ]
        }
        return MarkdownText.table(["Parameter", "Value", "", ""], rows: rows, isNumeric: { $0 == 1 }) + [""]
    }

    private var facts: [(String, String)] {
        let provenance = record.provenance
        var facts = [
            ("Made with", MarkdownText.escaped(provenance.versions.joined(separator: ", "))),
            ("Seed", String(provenance.seed)),
            ("Products", MarkdownText.escaped("of \(provenance.precision) factors")),
            ("Random draws", MarkdownText.escaped("From \(provenance.draws).")),
        ]
        facts += ReportSources(record).all.map { source in
            (
                source.role.title,
                "\(MarkdownText.escaped(source.path)), SHA-256 \(MarkdownText.code(source.digest, isInTable: true))"
            )
        }
        return facts + circumstances
    }

    /// What differs from run to run.
    private var circumstances: [(String, String)] {
        let provenance = record.provenance
        guard !provenance.isReproducible else {
            return provenance.started.isEmpty ? [] : [("Dated", MarkdownText.escaped(provenance.started))]
        }
        let threads = "\(provenance.threads) \(provenance.threads == 1 ? "thread" : "threads")"
        return [
            ("Run", MarkdownText.escaped("\(provenance.started), \(Seconds.text(record.seconds))")),
            ("Machine", MarkdownText.escaped("\(provenance.processor); \(threads)")),
        ] + (provenance.commit.map { [("Commit", MarkdownText.escaped($0))] } ?? [])
    }
}
