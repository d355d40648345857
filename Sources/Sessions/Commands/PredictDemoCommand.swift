import HALT
import Notebooks
import ReferenceRandom

/// `predict demo seed=123 tokens=60`
enum PredictDemoCommand: Command {
    static let name = "predict demo"
    static let summary = "Scores two new synthetic responses, one hallucinated and one correct."

    private static let seed = CommandOption("seed", default: 123, within: .atLeast(0), "Where the draws start.")
    private static let tokens = CommandOption(
        "tokens", default: 60, within: .from(1, through: 20_000), "Length of each response.")
    static let options: [any DeclaredOption] = [seed, tokens, SharedOptions.threshold]
    static let needs: [SessionPart] = [.model]

    private static let kinds = [(name: "hallucinated", label: 1), (name: "correct", label: 0)]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        kinds.flatMap { kind in
            [
                ValueDeclaration("predict.\(kind.name).probability", .real),
                ValueDeclaration("predict.\(kind.name).logit", .real),
            ]
        }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireModel()
        var generator = NumPyGenerator(seed: UInt64(arguments[seed]))
        let responses = kinds.map { kind in
            let logProbs = SyntheticResponses.logProbs(
                tokens: arguments[tokens], topK: model.configuration.topK, isHallucinated: kind.label == 1, &generator)
            return Response(inputs: FeatureMatrix(logProbs), label: kind.label)
        }
        let logits = model.logits(of: responses.map(\.inputs))
        let table = PredictionTable(names: kinds.map(\.name), responses: responses, logits: logits, arguments)
        let values = zip(kinds, logits).flatMap { kind, logit in
            [
                NamedValue("predict.\(kind.name).probability", .real(Double(Loss.probability(of: logit)))),
                NamedValue("predict.\(kind.name).logit", .real(Double(logit))),
            ]
        }
        return CommandResult([.table(table.table)], values: values)
    }
}
