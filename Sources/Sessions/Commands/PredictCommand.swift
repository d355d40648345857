import HALT
import Notebooks

/// `predict test count=5`
enum PredictCommand: Command {
    static let name = "predict"
    static let summary = "Scores the first responses of a part of the split."

    private static let count = CommandOption(
        "count", default: 5, within: .from(1, through: 5000), "How many responses.")
    static let options: [any DeclaredOption] = [SplitPart.operand, count, SharedOptions.threshold]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model]
    static let shows: [NotebookPart] = [.table]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let part = arguments.part(SplitPart.operand)
        let responses = Array(try session.responses(of: part).prefix(arguments[count]))
        let names = part.places(in: try session.requireSplit()).prefix(responses.count).map { "response \($0)" }
        let logits = model.logits(of: responses.map(\.inputs))
        return CommandResult([
            .table(PredictionTable(names: names, responses: responses, logits: logits, arguments).table)
        ])
    }
}
