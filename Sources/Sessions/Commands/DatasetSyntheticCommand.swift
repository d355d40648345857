import HALT
import Notebooks

/// `dataset synthetic samples=4000 label_noise=0.2`
enum DatasetSyntheticCommand: Command {
    static let name = "dataset synthetic"
    static let summary =
        "Draws the walkthrough's synthetic responses: flat distributions where hallucinated, peaked where correct."

    private static let samples = CommandOption(
        "samples", default: 4000, within: .from(1, through: 10_000_000), "How many responses.")
    private static let minimumLength = CommandOption(
        "min_length", default: 10, within: .atLeast(1), "Tokens of the shortest response.")
    private static let maximumLength = CommandOption(
        "max_length", default: 150, within: .from(1, through: 20_000), "Tokens of the longest response.")
    private static let hallucinationRate = CommandOption(
        "hallucination_rate", default: 0.5, within: .from(0, through: 1),
        "Chance of a response to be a hallucinated one.")
    private static let labelNoise = CommandOption(
        "label_noise", default: 0.0, within: .from(0, through: 1),
        "Share of labels that are flipped, to make the task harder.")
    private static let labelNoiseSeed = CommandOption(
        "label_noise_seed", default: 1234, within: .atLeast(0), "Where the flips start.")

    static let options: [any DeclaredOption] = [
        samples, minimumLength, maximumLength, hallucinationRate, SharedOptions.seed, labelNoise, labelNoiseSeed,
    ]
    static let gives: [SessionPart] = [.dataset]
    static let drops: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.seed, .configuration]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] { DatasetView.declarations }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let recipe = try recipe(arguments, in: session)
        let drawn = DatasetView(dataset: recipe.dataset())
        session.use(SessionDataset(responses: drawn.dataset, origin: .synthetic(recipe)))
        session.split = nil
        let table = drawn.table([("Labels flipped", .percent(recipe.labelNoise, digits: 1))])
        return CommandResult([.table(table), .figure(drawn.figureByRank)], values: drawn.values)
    }

    private static func recipe(_ arguments: Arguments, in session: Session) throws(CommandFailure) -> SyntheticResponses
    {
        var recipe = SyntheticResponses()
        recipe.samples = arguments[samples]
        recipe.minimumLength = arguments[minimumLength]
        recipe.maximumLength = arguments[maximumLength]
        recipe.hallucinationRate = arguments[hallucinationRate]
        recipe.seed = arguments.seed(in: session)
        recipe.labelNoise = arguments[labelNoise]
        recipe.labelNoiseSeed = UInt64(arguments[labelNoiseSeed])
        recipe.topK = session.configuration.topK
        try DatasetView.requireRoom(
            samples: recipe.samples, minimumLength: recipe.minimumLength, maximumLength: recipe.maximumLength,
            topK: recipe.topK)
        return recipe
    }
}
