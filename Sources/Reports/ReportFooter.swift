import Figures
import Notebooks
import Running
import Sessions

/// The foot of the page: what the run was made with, and how long each cell took.
struct ReportFooter {
    let record: RunRecord
    let notebook: Notebook

    var markup: Markup {
        .tag(
            "footer", ["id": "provenance"],
            .tag("h2", [:], .text("Provenance")), .tag("dl", [:], facts.flatMap { term($0.0, $0.1) }), values,
            circumstances)
    }

    /// Every value with all its digits, so that another run can be held against this page alone.
    private var values: Markup {
        let rows = record.cells.flatMap { cell in
            cell.values.map { value in
                Markup.tag(
                    "tr", ["data-cell": notebook.cells[cell.index].name, "data-name": value.name],
                    .tag("th", ["scope": "row"], .tag("code", [:], .text(value.name))),
                    .tag("td", [:], .text(value.value.description)))
            }
        }
        guard !rows.isEmpty else { return .raw("") }
        return .tag(
            "details", ["class": "data", "id": "values"], .tag("summary", [:], .text("All values")),
            .tag(
                "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "All values"],
                .tag("table", [:], .tag("tbody", [:], rows))))
    }

    /// What is the same for every run of the same notebook, data, seed and versions.
    private var facts: [(String, [Markup])] {
        let provenance = record.provenance
        var facts: [(String, [Markup])] = [
            ("Made with", [.text(provenance.versions.joined(separator: ", "))]),
            ("Seed", [.text(String(provenance.seed))]),
            ("Products", [.text("of \(provenance.precision) factors")]),
            ("Random draws", [.text("From \(provenance.draws).")]),
        ]
        facts += ReportSources(record).all.map { source in
            let digest = source.digest
            return (
                source.role.title,
                [
                    .element(
                        "span",
                        [
                            Attribute("data-role", source.role.rawValue), Attribute("data-path", source.path),
                            Attribute("data-sha256", digest),
                        ], [.text("\(source.path), SHA-256 "), .tag("code", [:], .text(digest))])
                ]
            )
        }
        return facts
    }

    private func term(_ name: String, _ content: [Markup]) -> [Markup] {
        [.tag("dt", [:], .text(name)), .tag("dd", [:], content)]
    }

    // MARK: What differs from run to run

    /// The one block of the page that two runs of the same differ in.
    private var circumstances: Markup {
        let provenance = record.provenance
        guard !provenance.isReproducible else {
            let date = provenance.started.isEmpty ? [] : term("Dated", [.text(provenance.started)])
            return .tag("div", ["id": "circumstances"], date.isEmpty ? [] : [.tag("dl", [:], date)])
        }
        var facts: [(String, String)] = [
            ("Run", "\(provenance.started), \(Seconds.text(record.seconds))"),
            (
                "Machine",
                "\(provenance.processor); \(provenance.threads) \(provenance.threads == 1 ? "thread" : "threads")"
            ),
        ]
        if let commit = provenance.commit { facts.append(("Commit", commit)) }
        return .tag(
            "div", ["id": "circumstances"],
            .tag("dl", [:], facts.flatMap { term($0.0, [.text($0.1)]) }),
            times, .tag("details", [:], .tag("summary", [:], .text("Duration of each cell")), durations))
    }

    /// What stands at each cell: drawn there, and kept here.
    private var times: Markup {
        let texts = record.cells.filter { $0.outcome != .notRun }.map { cell in
            Markup.tag(
                "text", ["id": notebook.cells[cell.index].timeAnchor, "y": "13"],
                .text([Seconds.text(cell.seconds), cell.origin.word].filter { !$0.isEmpty }.joined(separator: ", ")))
        }
        return texts.isEmpty ? .raw("") : .tag("svg", ["class": "times", "width": "0", "height": "0"], texts)
    }

    private var durations: Markup {
        let rows = record.cells.map { cell in
            Markup.tag(
                "tr", [:],
                .tag(
                    "th", ["scope": "row"],
                    .tag("a", ["href": "#\(notebook.cells[cell.index].anchor)"], .text(notebook.cells[cell.index].name))
                ),
                .tag(
                    "td", ["class": "number"], .text(cell.outcome == .notRun ? "not run" : Seconds.text(cell.seconds))),
                .tag("td", [:], .text(cell.outcome == .notRun ? "" : cell.origin.words)))
        }
        return .tag("table", [:], .tag("tbody", [:], rows))
    }
}

extension Cell {
    /// The id of the text that says how long it took.
    var timeAnchor: String { "time_\(index + 1)" }
}

extension CellOrigin {
    fileprivate var word: String {
        switch self {
        case .thisRun: ""
        case .reused: "reused"
        case .earlierRun: "of an earlier run"
        }
    }

    fileprivate var words: String {
        switch self {
        case .thisRun: ""
        case .reused: "reused from an earlier run that did the same"
        case .earlierRun: "of an earlier run"
        }
    }
}
