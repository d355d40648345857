import HALT
import LogProbs
import Statistics
import Uncertainty

/// What a detector says of some responses.
struct Detector {
    /// As notebooks name it: `halt`, `logistic`, or a score's identifier.
    let name: String
    let title: String
    let direction: ScoreDirection
    /// One for each response, none of them NaN.
    let scores: [Double]

    /// Turned so that higher ones speak for a hallucination.
    var oriented: [Double] { direction.oriented(scores) }

    static func halt(_ logits: [Float]) -> Detector {
        Detector(name: "halt", title: "HALT", direction: .higherIsPositive, scores: logits.map(Double.init))
    }

    static func logistic(_ scores: [Double]) -> Detector {
        Detector(
            name: "logistic", title: "Logistic regression", direction: .higherIsPositive,
            scores: scores)
    }

    static func answer(_ scores: [Double]) -> Detector {
        Detector(
            name: "answer", title: "Answer regression", direction: .higherIsPositive,
            scores: scores)
    }

    /// The scores that need no training; those that some response lacks are left out, and named.
    static func scores(_ values: [[Double]]) -> (detectors: [Detector], leftOut: [String]) {
        var detectors: [Detector] = []
        var leftOut: [String] = []
        for (place, score) in ScoreCatalogue.all.enumerated() {
            let column = values.map { $0[place] }
            if column.contains(where: \.isNaN) {
                leftOut.append(score.identifier)
            } else {
                detectors.append(
                    Detector(
                        name: score.identifier, title: score.title, direction: score.direction, scores: column))
            }
        }
        return (detectors, leftOut)
    }
}

extension Session {
    /// The scores that need no training, of the responses at some places of the dataset, in the catalogue's order.
    func trainingFreeScores(at places: [Int]) throws(CommandFailure) -> [[Double]] {
        try tokens(at: places).map { ScoreCatalogue.values(of: $0) }
    }

    /// The tokens of the responses at some places, without texts where the dataset has none.
    func tokens(at places: [Int]) throws(CommandFailure) -> [TokenLogProbs] {
        let dataset = try requireDataset()
        try requireLogProbs()
        if let tokenized { return places.map { tokenized[$0].tokens } }
        return places.map { TokenLogProbs(rows: dataset.responses[$0].inputs.logProbRows) }
    }
}

/// What detectors that are fitted learn from, and are applied to: the scores of the responses at some places, and where in
/// them the model was unsure.
struct FittedDetectors {
    /// The scores that need no training, of each response in the catalogue's order.
    let scores: [[Double]]
    private let features: [[Double]]
    private let labels: [Int]
    private let groups: [Int]?

    /// Of a whole dataset.
    init(_ session: Session) throws(CommandFailure) {
        let dataset = try session.requireDataset()
        let places = Array(0..<dataset.count)
        let tokens = try session.tokens(at: places)
        scores = tokens.map { ScoreCatalogue.values(of: $0) }
        features = zip(scores, tokens).map { PooledFeatures.distinct($0) + AnswerFeatures($1).values }
        labels = dataset.responses.map(\.label)
        groups = dataset.groups.map(numbered)
    }

    /// Fitted to the responses at some places, and applied to those at others; none where there is one class only.
    func detectors(fittedTo training: [Int], appliedTo places: [Int]) -> [Detector] {
        let labels = training.map { self.labels[$0] }
        guard Set(labels).count == 2 else { return [] }
        let pooled = PooledRegression.fit(scores: training.map { scores[$0] }, labels: labels)
        let within = WithinGroupRegression.fit(
            features: training.map { features[$0] }, labels: labels, groups: groups.map { g in training.map { g[$0] } })
        return [
            .logistic(places.map { pooled.logit(scores[$0]) }), .answer(places.map { within.score(features[$0]) }),
        ]
    }
}

extension FeatureMatrix {
    /// The log-probs of each token, the chosen one's first.
    fileprivate var logProbRows: [ArraySlice<Float>] {
        (0..<tokens).map { values[($0 * width + 5)..<(($0 + 1) * width)] }
    }
}
