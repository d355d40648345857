import HALT
import Notebooks
import Statistics
import Uncertainty

/// What a threshold is put on.
struct Signal {
    /// As files of thresholds have it, too.
    let name: String
    let title: String
    private(set) var direction: ScoreDirection
    private let source: Source

    private enum Source {
        case model
        /// A score, by its place in the catalogue.
        case score(Int)
        /// A score that came with the responses, by its name there.
        case measured(String)
    }

    /// - Parameter riskier: which side speaks for a hallucination; nil for the declared one.
    init(_ signal: SignalName, riskier: String? = nil) {
        name = signal.column ?? signal.name
        if signal.column == nil, let place = ScoreCatalogue.place(of: name) {
            let score = ScoreCatalogue.all[place]
            (title, direction, source) = (score.title, score.direction, .score(place))
        } else if signal.name == SignalName.halt.name {
            (title, direction, source) = ("HALT", .higherIsPositive, .model)
        } else {
            let semantic = SemanticSignal(rawValue: name)
            (title, direction, source) = (semantic?.title ?? name, .higherIsPositive, .measured(name))
        }
        if let riskier { direction = ScoreDirection(side: riskier) }
    }

    /// Whether it has learnt from responses.
    var isTrained: Bool {
        if case .model = source { true } else { false }
    }

    /// Whether its value comes of the log-probs, and so depends on how many there are.
    var readsLogProbs: Bool {
        if case .measured = source { false } else { true }
    }

    /// The signal of a part of the split, or of the whole dataset. The model's is the logit.
    func samples(_ part: SplitPart?, _ session: Session) throws -> ScoredSamples {
        try ScoredSamples([self], part, session)
    }

    /// For the responses at some places of the dataset; NaN where one lacks what the signal needs.
    fileprivate func scores(at places: [Int], _ session: Session) throws -> [Double] {
        switch source {
        case .model:
            let model = try session.requireFittingModel()
            let responses = try session.requireDataset().subset(places)
            return model.logits(of: responses.map(\.inputs)).map(Double.init)
        case .score(let score): return try session.trainingFreeScores(at: places).map { $0[score] }
        case .measured(let column):
            let measured = session.measured
            guard let scores = measured[column] else {
                throw CommandFailure(
                    "the dataset has no score `\(column)`",
                    remedy: measured.names.isEmpty
                        ? "read or make responses that have it, by `dataset scores` or `dataset generated`"
                        : Spelling.remedy(
                            for: column, among: measured.names,
                            otherwise: "it has " + measured.names.map { "`\($0)`" }.joined(separator: ", ")))
            }
            return places.map { scores[$0] }
        }
    }
}

extension ScoredSamples {
    /// Signals of a part of the split, or of the whole dataset, with what statistics want to know of the responses.
    init(_ signals: [Signal], _ part: SplitPart?, _ session: Session) throws {
        let dataset = try session.requireDataset()
        let places =
            try part.map { (part) throws(CommandFailure) in try session.places(of: part) } ?? Array(0..<dataset.count)
        let scores = try signals.map { try $0.scores(at: places, session) }
        for (signal, scores) in zip(signals, scores) {
            let missing = scores.count(where: \.isNaN)
            guard missing == 0 else {
                throw CommandFailure(
                    "\(missing) of \(scores.count) responses lack what `\(signal.name)` needs",
                    remedy: "take another signal")
            }
        }
        self.init(
            signals: signals.map(\.name), ids: places.map { dataset.metadata?[$0].id ?? "response \($0 + 1)" },
            labels: places.map { dataset.responses[$0].label }, scores: scores,
            groups: dataset.groups.map { groups in places.map { groups[$0] } },
            items: dataset.items.map { items in numbered(places.map { items[$0] }) })
    }
}

/// What notebooks call a signal: `halt`, the name of a score, or that of a score that came with the responses.
struct SignalName: OptionContent {
    static var type: ValueType { .text }
    static var form: String? {
        "`halt`, the name of a score (docs/SCORES.md), a signal of a generation (docs/GENERATION.md), or `scores.NAME` of a dataset's own"
    }
    static let halt = SignalName(name: "halt")
    /// Those that can be known before a dataset is read.
    static let all = [halt.name] + ScoreCatalogue.identifiers + semanticNames
    private static let semanticNames = SemanticSignal.allCases.flatMap { signal in
        ["", ".mean", ".max", ".low"].map { signal.rawValue + $0 }
    }

    let name: String

    private init(name: String) {
        self.name = name
    }

    init?(_ value: Value) {
        guard case .text(let name) = value else { return nil }
        self.name = name
        guard Self.all.contains(name) || column != nil else { return nil }
    }

    var value: Value { .text(name) }

    /// The name in the dataset, where it is one that only the dataset knows.
    var column: String? {
        name.hasPrefix("scores.") && name.count > 7 ? String(name.dropFirst(7)) : nil
    }
}
