import HALT
import Notebooks
import Statistics
import Uncertainty

/// What a threshold is put on.
struct Signal {
    let name: String
    let title: String
    let direction: ScoreDirection
    /// The place in the catalogue; nil for the model.
    private let place: Int?

    init(_ signal: SignalName) {
        name = signal.name
        place = ScoreCatalogue.place(of: name)
        let score = place.map { ScoreCatalogue.all[$0] }
        (title, direction) = (score?.title ?? "HALT", score?.direction ?? .higherIsPositive)
    }

    struct Samples {
        var labels: [Int]
        var scores: [Double]
        var groups: [String]?
        /// The number of the question that each response answers, where known.
        var items: [Int]?
    }

    /// The signal of a part of the split. The model's is the logit.
    func samples(_ part: SplitPart, _ session: Session) throws -> Samples {
        let responses = try session.responses(of: part)
        let places = part.places(in: try session.requireSplit())
        let groups = try session.requireDataset().groups
        let scores: [Double]
        if let place {
            scores = try session.trainingFreeScores(at: places).map { $0[place] }
        } else {
            scores = try session.requireFittingModel().logits(of: responses.map(\.inputs)).map(Double.init)
        }
        let missing = scores.count(where: \.isNaN)
        guard missing == 0 else {
            throw CommandFailure(
                "\(missing) of \(scores.count) responses lack what `\(name)` needs", remedy: "take another signal")
        }
        return Samples(
            labels: responses.map(\.label), scores: scores, groups: groups.map { groups in places.map { groups[$0] } },
            items: try session.requireDataset().items.map { items in places.map { items[$0] } })
    }
}

/// What notebooks call a signal: `halt`, or the name of a score.
struct SignalName: OptionContent {
    static var type: ValueType { .text }
    static var form: String? { "`halt` or the name of a score (docs/SCORES.md)" }
    static let halt = SignalName(name: "halt")
    static let all = [halt.name] + ScoreCatalogue.identifiers

    let name: String

    private init(name: String) {
        self.name = name
    }

    init?(_ value: Value) {
        guard case .text(let name) = value, Self.all.contains(name) else { return nil }
        self.name = name
    }

    var value: Value { .text(name) }
}
