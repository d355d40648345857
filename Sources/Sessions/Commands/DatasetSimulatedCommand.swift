import Figures
import HALT
import Notebooks
import Statistics

/// `dataset simulated separability=0.7 drift=0.8`
enum DatasetSimulatedCommand: Command {
    static let name = "dataset simulated"
    static let summary =
        "Draws valid distributions of a model that is calm or uncertain token by token, as hard to tell apart as one likes, and says how well they can be told apart at best."

    private static let samples = CommandOption(
        "samples", default: 2000, within: .from(1, through: 10_000_000), "How many responses.")
    private static let minimumLength = CommandOption(
        "min_length", default: 20, within: .atLeast(1), "Tokens of the shortest response.")
    private static let maximumLength = CommandOption(
        "max_length", default: 100, within: .from(1, through: 20_000), "Tokens of the longest response.")
    private static let hallucinationRate = CommandOption(
        "hallucination_rate", default: 0.5, within: .from(0, through: 1),
        "Chance of a response to be a hallucinated one; of several groups, in their middle.")
    private static let separability = CommandOption(
        "separability", default: 0.5, within: .from(0, through: 1),
        "How far the classes are apart: at 0 their tokens are alike.")
    private static let drift = CommandOption(
        "drift", default: 0.0, within: .from(0, through: 1),
        "How much of that lies in time, uncertainty that comes late and in bursts, instead of in how much of it there is."
    )
    private static let lengthEffect = CommandOption(
        "length_effect", default: 0.0, within: .from(-1, through: 1),
        "Over 0 hallucinated responses are the longer ones, under 0 the shorter ones.")
    private static let groups = CommandOption(
        "groups", default: 1, within: .from(1, through: 100),
        "Groups of responses, each with its own rate of hallucinated ones and its own share of uncertain tokens.")
    private static let groupEffect = CommandOption(
        "group_effect", default: 1.0, within: .from(-1, through: 1),
        "How unlike the groups are: over 0 those with more hallucinated responses are the more uncertain ones, under 0 the calmer ones."
    )
    private static let flip = CommandOption(
        "flip", default: false, "Whether hallucinated and correct responses change places in the last group.")
    private static let greedy = CommandOption(
        "greedy", default: false, "Whether the likeliest token is chosen instead of one that is drawn.")

    static let options: [any DeclaredOption] = [
        samples, minimumLength, maximumLength, hallucinationRate, separability, drift, lengthEffect, groups,
        groupEffect, flip, greedy, SharedOptions.seed,
    ]
    static let gives: [SessionPart] = [.dataset]
    static let drops: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.seed, .configuration]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        DatasetView.declarations + SimulationView.declarations
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let recipe = try recipe(arguments, in: session)
        let responses = recipe.draw()
        let drawn = DatasetView(dataset: recipe.dataset(of: responses))
        session.use(SessionDataset(responses: drawn.dataset, origin: .simulated(recipe)))
        session.split = nil
        let view = SimulationView(recipe, responses, drawn)
        return CommandResult(view.outputs, values: drawn.values + view.values)
    }

    private static func recipe(_ arguments: Arguments, in session: Session) throws(CommandFailure) -> SimulatedResponses
    {
        var recipe = SimulatedResponses()
        recipe.samples = arguments[samples]
        recipe.minimumLength = arguments[minimumLength]
        recipe.maximumLength = arguments[maximumLength]
        recipe.hallucinationRate = arguments[hallucinationRate]
        recipe.separability = arguments[separability]
        recipe.drift = arguments[drift]
        recipe.lengthEffect = arguments[lengthEffect]
        recipe.groups = arguments[groups]
        recipe.groupEffect = arguments[groupEffect]
        recipe.flipsLastGroup = arguments[flip]
        recipe.isGreedy = arguments[greedy]
        recipe.seed = arguments.seed(in: session)
        recipe.topK = session.configuration.topK
        try DatasetView.requireRoom(
            samples: recipe.samples, minimumLength: recipe.minimumLength, maximumLength: recipe.maximumLength,
            topK: recipe.topK)
        return recipe
    }
}

/// How well simulated responses can be told apart, at best and by the simplest scores.
private struct SimulationView {
    private let drawn: DatasetView
    private let groups: [Int]
    private let scores: [Score]

    /// One score's AUROC over all pairs, and over those within a group.
    private struct Score {
        let key: String
        let name: String
        let pooled: AUROCEstimate
        let within: AUROCEstimate
    }

    private static let names: [(key: String, name: String)] = [
        ("best", "The best possible score"), ("mean", "Mean negative log-likelihood"),
        ("first", "That of the first token"), ("length", "Length"),
    ]

    init(_ recipe: SimulatedResponses, _ responses: [SimulatedResponse], _ drawn: DatasetView) {
        self.drawn = drawn
        let groups = responses.map(\.group)
        self.groups = groups
        let labels = responses.map(\.label)
        let best = responses.map(recipe.bestLogOdds)
        let inputs = drawn.dataset.responses.map(\.inputs)
        let surprises = inputs.map { mean(Self.surprises(of: $0)) }
        let pairs = [
            (best.map(\.pooled), best.map(\.withinGroup)), (surprises, surprises),
            (inputs.map { -Double($0[0, 5]) }, inputs.map { -Double($0[0, 5]) }),
            (inputs.map { Double($0.tokens) }, inputs.map { Double($0.tokens) }),
        ]
        scores = zip(Self.names, pairs).map { name, scores in
            Score(
                key: name.key, name: name.name, pooled: AUROCEstimate(labels: labels, scores: scores.0),
                within: AUROCEstimate(labels: labels, scores: scores.1, groups: groups))
        }
    }

    /// Each token's negative log-likelihood.
    private static func surprises(of inputs: FeatureMatrix) -> [Double] {
        (0..<inputs.tokens).map { -Double(inputs[$0, 5]) }
    }

    static let declarations = names.flatMap { name in
        ["", ".low", ".high", ".within", ".within.low", ".within.high"].map {
            ValueDeclaration("dataset.\(name.key)_auroc\($0)", .real)
        }
    }

    var values: [NamedValue] {
        scores.flatMap { score in
            [("", score.pooled), (".within", score.within)].flatMap { suffix, estimate in
                let name = "dataset.\(score.key)_auroc\(suffix)"
                return [
                    NamedValue(name, .real(estimate.value)), NamedValue("\(name).low", .real(estimate.interval.low)),
                    NamedValue("\(name).high", .real(estimate.interval.high)),
                ]
            }
        }
    }

    private var groupCount: Int { Set(groups).count }

    var outputs: [Output] {
        [.table(drawn.table([("Groups", .integer(groupCount))])), .table(scoreTable)]
            + (groupCount > 1 ? [.note(Self.whatIsRead), .table(groupTable)] : [])
            + [.figure(drawn.figureByRank), .figure(figureByPlace)]
    }

    private static let whatIsRead =
        "Over all responses the best possible score reads tokens and length; within groups it knows the group, too."

    private var scoreTable: Table {
        let hasGroups = groupCount > 1
        let rows = scores.map { score in
            [.text(score.name), score.pooled.entry] + (hasGroups ? [score.within.entry] : [])
        }
        return Table(
            "How well scores tell the classes apart, with 95 % intervals",
            columns: ["Score", "AUROC"] + (hasGroups ? ["AUROC within groups"] : []), rows: rows)
    }

    private var groupTable: Table {
        let responses = drawn.dataset.responses
        let rows = Set(groups).sorted().map { group in
            let places = groups.indices.filter { groups[$0] == group }
            let labels = places.map { responses[$0].label }
            let surprises = places.map { mean(Self.surprises(of: responses[$0].inputs)) }
            return [
                TableEntry.text("group \(group + 1)"), .integer(places.count),
                .percent(mean(labels.map(Double.init)), digits: 1), .real(mean(surprises), digits: 3),
                AUROCEstimate(labels: labels, scores: surprises).entry,
            ]
        }
        return Table(
            "Groups",
            columns: [
                "Group", "Responses", "Hallucinated", "Mean negative log-likelihood", "Its AUROC, with 95 % interval",
            ], rows: rows)
    }

    /// Where in a response its surprise is.
    private var figureByPlace: Figure {
        Figure(
            title: "Mean surprise by place in the response",
            chart: .lines(
                LineChart(
                    x: Axis("tenth of the response", ticks: .integers),
                    y: Axis("negative log-likelihood", unit: "nats"),
                    series: DatasetView.byClass(drawn.dataset.responses[...], Self.pointsByPlace))))
    }

    private static func pointsByPlace(_ inputs: [FeatureMatrix]) -> [LinePoint] {
        var tenths = [[Double]](repeating: [], count: 10)
        for matrix in inputs {
            for (place, surprise) in surprises(of: matrix).enumerated() {
                tenths[(2 * place + 1) * 5 / matrix.tokens].append(surprise)
            }
        }
        return tenths.enumerated().filter { !$0.element.isEmpty }.map { LinePoint(Double($0 + 1), mean($1)) }
    }
}

extension AUROCEstimate {
    fileprivate var entry: TableEntry {
        .interval(value, low: interval.low, high: interval.high, digits: 3)
    }
}
