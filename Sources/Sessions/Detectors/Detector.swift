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
            name: "logistic", title: "Logistic regression on pooled scores", direction: .higherIsPositive,
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
        let dataset = try requireDataset()
        if let tokenized { return places.map { ScoreCatalogue.values(of: tokenized[$0].tokens) } }
        return places.map { ScoreCatalogue.values(of: TokenLogProbs(rows: dataset.responses[$0].inputs.logProbRows)) }
    }
}

extension FeatureMatrix {
    /// The log-probs of each token, the chosen one's first.
    fileprivate var logProbRows: [ArraySlice<Float>] {
        (0..<tokens).map { values[($0 * width + 5)..<(($0 + 1) * width)] }
    }
}
