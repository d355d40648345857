import HALT
import Notebooks
import ReferenceRandom
import Statistics

/// `split train=0.7 validation=0.15`
enum SplitCommand: Command {
    static let name = "split"
    static let summary =
        "Divides the dataset at random into responses to train on, to validate with, and to test; responses to one question stay together."

    private static let train = CommandOption(
        "train", default: 0.7, within: .from(0, below: 1), "Share to train on; 0 where nothing is trained.")
    private static let validation = CommandOption(
        "validation", default: 0.15, within: .between(0, 1), "Share to validate with; the rest is the test split.")

    static let options: [any DeclaredOption] = [train, validation, SharedOptions.seed]
    static let needs: [SessionPart] = [.dataset]
    static let gives: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.dataset, .seed]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        SplitPart.allCases.map { ValueDeclaration("split.\($0.rawValue).count", .integer) }
    }

    /// Responses to one question stay together, each part with its share of each group's hallucinated ones; without
    /// questions, PyTorch's `random_split`.
    private static func split(_ dataset: Dataset, _ arguments: Arguments, seed: UInt64) -> Split {
        let shares = [arguments[train], arguments[validation], 1 - arguments[train] - arguments[validation]]
        guard let items = dataset.items else {
            return Split(
                count: dataset.count, train: arguments[train], validation: arguments[validation], seed: seed)
        }
        var generator = NumPyGenerator(seed: seed)
        guard arguments[train] > 0 else {
            let parts = groupedParts(
                strata: dataset.strata, items: items, shares: Array(shares.dropFirst()), using: &generator)
            return Split(parts: parts.map { $0 + 1 })
        }
        return Split(
            parts: groupedParts(strata: dataset.strata, items: items, shares: shares, using: &generator))
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let dataset = try session.requireDataset()
        guard arguments[train] + arguments[validation] < 1 else {
            throw CommandFailure(
                "`train` and `validation` leave nothing to test", remedy: "let them be less than 1 together")
        }
        let split = split(dataset, arguments, seed: arguments.seed(in: session))
        for part in SplitPart.allCases
        where part.places(in: split).isEmpty && (part != .train || arguments[train] > 0) {
            throw CommandFailure(
                "\(dataset.count) responses leave the \(part.rawValue) split empty",
                remedy: "take more responses, or another share")
        }
        session.split = split
        let rows = SplitPart.allCases.map { part in
            let responses = dataset.subset(part.places(in: split))
            let hallucinated = responses.reduce(0) { $0 + $1.label }
            return [
                TableEntry.text(part.rawValue), .integer(responses.count), .integer(hallucinated),
                .integer(responses.count - hallucinated), .integer(responses.reduce(0) { $0 + $1.inputs.tokens }),
            ]
        }
        let table = Table("Split", columns: ["Part", "Responses", "Hallucinated", "Correct", "Tokens"], rows: rows)
        return CommandResult(
            [.table(table)],
            values: SplitPart.allCases.map { part in
                NamedValue("split.\(part.rawValue).count", .integer(part.places(in: split).count))
            })
    }
}
