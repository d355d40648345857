import Figures
import ReferenceRandom
package import Statistics

/// A logistic regression on two signals together, beside each of them: whether the two know more than one.
///
/// Cross-fitted: each sample is judged by a model of the other folds, which has seen neither it nor another sample of its item.
/// Areas are over pairs within a fold, for only what one model says can be compared.
///
/// Source of the areas: E. LeDell, M. Petersen, M. van der Laan, "Computationally Efficient Confidence Intervals for
/// Cross-validated Area Under the ROC Curve Estimates" (2015).
package struct JointModel: Sendable, Equatable, Codable {
    package struct Rival: Sendable, Equatable, Codable {
        package let signal: String
        /// Turned as it is declared, over the same pairs.
        package let auroc: AUROCEstimate
        /// The joint model's area less this one, paired.
        package let gain: AUROCComparison
        /// The comparison's p-value after Holm, for there being two.
        package let pValue: Double
    }

    package let folds: Int
    /// Of the log-odds that models of other folds give.
    package let auroc: AUROCEstimate
    package let rivals: [Rival]

    /// Nil where a class has fewer items than there are folds.
    ///
    /// - Parameters:
    ///   - samples: of two signals.
    ///   - directions: of the two, as they are declared.
    package init?(_ samples: ScoredSamples, directions: [ScoreDirection], folds: Int = 5, seed: UInt64 = 0) {
        let labels = samples.labels
        for label in [0, 1] {
            let items = Set(labels.indices.filter { labels[$0] == label }.map { samples.items[$0] })
            guard items.count >= folds else { return nil }
        }
        var generator = NumPyGenerator(seed: seed)
        let parts = groupedFolds(strata: samples.strata, items: samples.items, folds: folds, using: &generator)
        // Each model learns of both classes.
        for part in 0..<folds {
            guard Set(labels.indices.filter { parts[$0] != part }.map { labels[$0] }).count == 2 else { return nil }
        }
        func row(_ place: Int) -> [Double] { samples.scores.map { $0[place] } }
        let logits = crossFitted(folds: parts) { places in
            LogisticRegression.fit(features: places.map(row), labels: places.map { labels[$0] }, l2: 1)
        } predict: { model, place in
            model.logit(row(place))
        }
        let oriented = zip(directions, samples.scores).map { $0.oriented($1) }
        let gains = oriented.map { AUROCComparison(labels: labels, first: logits, second: $0, groups: parts) }
        let pValues = holmAdjusted(gains.map(\.pValue))
        self.folds = folds
        auroc = AUROCEstimate(labels: labels, scores: logits, groups: parts)
        rivals = samples.signals.indices.map { place in
            Rival(
                signal: samples.signals[place],
                auroc: AUROCEstimate(labels: labels, scores: oriented[place], groups: parts),
                gain: gains[place], pValue: pValues[place])
        }
    }

    /// What the comparison comes to, a sentence for each signal.
    package var findings: [String] {
        rivals.map { rival in
            let ends = [rival.gain.difference, rival.gain.interval.low, rival.gain.interval.high].map {
                fixed($0, digits: 3)
            }
            let gain = "\(ends[0]) [\(ends[1]), \(ends[2])] AUROC"
            guard rival.pValue < 0.05 else {
                return "The two together and `\(rival.signal)` alone cannot be told apart: \(gain)."
            }
            let word = rival.gain.difference > 0 ? "better" : "worse"
            return "The two together rank \(word) than `\(rival.signal)` alone: \(gain)."
        }
    }
}
