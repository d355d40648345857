import HALT
import LogProbs
import Notebooks

/// `predict test count=5`
enum PredictCommand: Command {
    static let name = "predict"
    static let summary =
        "Scores the first responses of a part of the split; of a file's responses it shows the words that the scores come from."

    private static let count = CommandOption(
        "count", default: 5, within: .from(1, through: 5000), "How many responses.")
    private static let words = CommandOption(
        "words", default: true,
        "Whether the words of the first \(mostTexts) responses are shown, where the file has their tokens' texts: coloured by gradient x input, and by surprise."
    )
    /// Of so many responses the words are shown at most.
    private static let mostTexts = 5
    static let options: [any DeclaredOption] = [SplitPart.operand, count, words, SharedOptions.threshold]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model]
    static let shows: [NotebookPart] = [.figure, .table]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let part = arguments.part(SplitPart.operand)
        let responses = Array(try session.responses(of: part).prefix(arguments[count]))
        let dataset = try session.requireDataset()
        let places = part.places(in: try session.requireSplit()).prefix(responses.count)
        let table = PredictionTable(
            names: places.map { dataset.metadata?[$0].id ?? "response \($0)" },
            groups: dataset.groups.map { groups in places.map { groups[$0] } },
            responses: responses, logits: model.logits(of: responses.map(\.inputs)), arguments)
        guard arguments[words], let tokenized = session.tokenized else { return CommandResult([.table(table.table)]) }
        let figures = strips(of: places.prefix(mostTexts).map { (tokenized[$0], dataset.responses[$0]) }, model)
        return CommandResult([.table(table.table)] + figures)
    }

    private static func strips(of responses: [(TokenizedResponse, Response)], _ model: Model) -> [Output] {
        let attributions = model.tokenAttributions(of: responses.map(\.1.inputs))
        let strips = zip(responses, attributions).compactMap { response, values in
            WordStrips(response.0, topK: model.configuration.topK, attributions: values)
        }
        let limit = strips.map(\.greatestSurprise).max() ?? 1
        return strips.flatMap { [.figure($0.attribution), .figure($0.surprise(upTo: limit))] }
    }
}
