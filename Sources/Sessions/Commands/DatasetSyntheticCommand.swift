import Figures
import HALT
import Notebooks
import Statistics

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

    /// More tokens than this would not fit the memory of the machines that the project is for.
    private static let mostTokens = 50_000_000
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ["count", "tokens", "hallucinated", "correct"].map { ValueDeclaration("dataset.\($0)", .integer) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let recipe = try recipe(arguments, in: session)
        let dataset = recipe.dataset()
        session.use(dataset, from: .synthetic(recipe))
        session.split = nil
        let correct = dataset.count - dataset.hallucinated
        let lengths = dataset.responses.map { Double($0.inputs.tokens) }
        let table = Table(
            "Dataset",
            pairs: [
                ("Responses", .integer(dataset.count)), ("Hallucinated (label 1)", .integer(dataset.hallucinated)),
                ("Correct (label 0)", .integer(correct)), ("Tokens", .integer(dataset.tokens)),
                ("Shortest response", .integer(Int(lengths.min() ?? 0))),
                ("Longest response", .integer(Int(lengths.max() ?? 0))),
                ("Mean length", .real(mean(lengths), digits: 1)),
                ("Labels flipped", .percent(recipe.labelNoise, digits: 1)),
            ])
        return CommandResult(
            [.table(table), .figure(preview(of: dataset))],
            values: [
                NamedValue("dataset.count", .integer(dataset.count)),
                NamedValue("dataset.tokens", .integer(dataset.tokens)),
                NamedValue("dataset.hallucinated", .integer(dataset.hallucinated)),
                NamedValue("dataset.correct", .integer(correct)),
            ])
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
        guard recipe.minimumLength <= recipe.maximumLength else {
            throw CommandFailure(
                "`min_length` is \(recipe.minimumLength), more than `max_length`, \(recipe.maximumLength)",
                remedy: "let `min_length` be the smaller one")
        }
        let tokens = Double(recipe.samples) * Double(recipe.minimumLength + recipe.maximumLength) / 2
        guard tokens * Double(recipe.topK + 5) <= Double(mostTokens * 25) else {
            throw CommandFailure(
                "\(recipe.samples) responses of up to \(recipe.maximumLength) tokens do not fit into memory",
                remedy: "lower `samples` or `max_length`")
        }
        return recipe
    }

    /// Mean log-probability by rank for the two classes, with one deviation.
    private static func preview(of dataset: Dataset) -> Figure {
        let sample = dataset.responses.prefix(500)
        let series = [(1, "hallucinated", Hue.vermillion), (0, "correct", Hue.blue)].compactMap { label, name, hue in
            let points = pointsByRank(sample.filter { $0.label == label }.map(\.inputs))
            return points.isEmpty ? nil : LineSeries(name, points, hue: hue)
        }
        return Figure(
            title: "Mean log-probability by rank, with one deviation",
            chart: .lines(
                LineChart(
                    x: Axis("column (1 is the chosen token)", ticks: .integers),
                    y: Axis("log-probability", unit: "nats"),
                    series: series)))
    }

    private static func pointsByRank(_ inputs: [FeatureMatrix]) -> [LinePoint] {
        guard let first = inputs.first else { return [] }
        return (5..<first.width).map { column in
            let values = inputs.flatMap { matrix in (0..<matrix.tokens).map { Double(matrix[$0, column]) } }
            let centre = mean(values)
            return LinePoint(
                Double(column - 4), centre, band: Figures.Interval(about: centre, deviation: standardDeviation(values)))
        }
    }
}
