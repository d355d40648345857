import HALT
import Notebooks

/// `importance split=validation top=10`
enum ImportanceCommand: Command {
    static let name = "importance"
    static let summary =
        "Shares out the logit's gradient times its input among the features, over real tokens, without dropout."

    private static let part = SplitPart.option(default: .validation)
    static let top = CommandOption("top", default: 10, within: .from(1, through: 1005), "How many features to show.")
    static let options: [any DeclaredOption] = [part, top]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model, .importance]
    static let changes: [SessionPart] = [.importance]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        // With another top_k than 20 there are other log-probs; those that every configuration has may be quoted.
        [ValueDeclaration("importance.first.name", .text), ValueDeclaration("importance.first.share", .real)]
            + FeatureMatrix.names(topK: 20).map { ValueDeclaration("importance.\($0)", .real) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let importance = try session.importance(of: arguments.part(part))
        let ranking = importance.ranking
        let rows = ranking.prefix(arguments[top]).enumerated().map { index, entry in
            [TableEntry.integer(index + 1), .code(entry.name), .percent(entry.share, digits: 2)]
        }
        let table = Table("Importance", columns: ["Rank", "Feature", "Share"], rows: rows)
        let values = zip(importance.names, importance.shares).map { NamedValue("importance.\($0)", .real($1)) }
        guard let first = ranking.first else { return CommandResult([.table(table)]) }
        return CommandResult(
            [.table(table)],
            values: [
                NamedValue("importance.first.name", .text(first.name)),
                NamedValue("importance.first.share", .real(first.share)),
            ] + values)
    }
}

extension Session {
    /// The importance on a part of the split, computed once for a model.
    func importance(of part: SplitPart) throws(CommandFailure) -> FeatureImportance {
        if let importance, importance.part == part { return importance.result }
        let model = try requireFittingModel()
        let result = model.importance(on: try responses(of: part).map(\.inputs))
        importance = RankedImportance(part: part, result: result)
        return result
    }
}
