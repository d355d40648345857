import Figures
import HALT
import Notebooks

/// What is told of responses from a file, or of a language model.
struct ResponsesView {
    let content: FileResponses.Content

    static let declarations =
        DatasetView.declarations + ["items", "unlabelled"].map { ValueDeclaration("dataset.\($0)", .integer) }

    private var dataset: Dataset { content.dataset }
    private var itemCount: Int { dataset.items.map { Set($0).count } ?? dataset.count }

    private var view: DatasetView { DatasetView(dataset: dataset) }

    var values: [NamedValue] {
        view.values + [
            NamedValue("dataset.items", .integer(itemCount)),
            NamedValue("dataset.unlabelled", .integer(content.unlabelled)),
        ]
    }

    var outputs: [Output] {
        [.table(view.table([("Questions", .integer(itemCount))]))]
            + (dataset.groups.map { [.table(table($0))] } ?? []) + [.figure(view.figureByRank)]
            + warnings.map(Output.warning)
    }

    private func table(_ groups: [String]) -> Table {
        let rows = Set(groups).sorted().map { name in
            let labels = zip(groups, dataset.responses).filter { $0.0 == name }.map(\.1.label)
            let hallucinated = labels.reduce(0, +)
            return [
                TableEntry.text(name.isEmpty ? "no group" : name), .integer(labels.count), .integer(hallucinated),
                .percent(Double(hallucinated) / Double(labels.count), digits: 1),
            ]
        }
        return Table("Groups", columns: ["Group", "Responses", "Hallucinated", "Share"], rows: rows)
    }

    private var warnings: [String] {
        var warnings: [String] = []
        if let first = content.problems.first {
            warnings.append(
                "\(content.problems.count) of the lines were not taken; "
                    + "the first is line \(first.line): \(first.reason).")
        }
        if content.unlabelled > 0 {
            warnings.append("\(content.unlabelled) responses have no label and were left out.")
        }
        if content.degraded > 0 {
            warnings.append(
                "\(content.degraded) of \(dataset.tokens) tokens have fewer log-probs than HALT reads; "
                    + "they were filled up.")
        }
        return warnings
    }
}
