/// A threshold with a guarantee: the target is missed with a chance of at most `risk`, whatever the scores' distribution.
package struct GuaranteedThreshold: Sendable, Equatable, Codable {
    package let target: ThresholdTarget
    /// The chance, over draws of the samples, that the threshold misses its target.
    package let risk: Double
    package let direction: ScoreDirection
    /// Flagged are scores at the threshold and beyond it in the score's direction.
    package let threshold: Double
    /// The level that this threshold keeps with a chance of at least 1 - `risk`: at least as good as the target's.
    package let bound: Double

    package func flags(_ score: Double) -> Bool {
        direction == .higherIsPositive ? score >= threshold : score <= threshold
    }
}

/// The threshold that flags the fewest (for recall) or the most (for all else) of those that keep the target with a chance
/// of at least 1 - `risk`; or why there is none.
///
/// Recall, false positive rate and flag rate only grow as a threshold loosens. So their guarantee holds over all
/// thresholds at once, and comes from order statistics of the positives, the negatives or all samples. Precision may rise
/// and fall, so it is tested along a grid.
///
/// - Parameters:
///   - labels: 0 or 1; samples are drawn independently from the population that the threshold is for.
///   - scores: one for each label, none of them NaN.
///   - grid: for precision, thresholds from strict to loose; where none is given, `thresholdGrid` of the scores themselves.
///     The guarantee holds whatever the population for a grid from elsewhere, and for one of the same scores where the
///     population's precision, as thresholds loosen, falls under the level once and for all.
///
/// Source of the test: A. Angelopoulos et al., "Learn then Test: Calibrating Predictive Algorithms to Achieve Risk Control"
/// (2021), with exact binomial p-values in a fixed sequence from two starts (B. Wiens and A. Dmitrienko, "The Fallback Procedure
/// for Evaluating a Single Family of Hypotheses", 2005).
package func guaranteedThreshold(
    labels: [Int],
    scores: [Double],
    direction: ScoreDirection = .higherIsPositive,
    target: ThresholdTarget,
    risk: Double = 0.05,
    grid: [Double]? = nil
) -> Result<GuaranteedThreshold, ThresholdRefusal> {
    precondition(labels.count == scores.count, "\(labels.count) labels, \(scores.count) scores")
    precondition(labels.allSatisfy { $0 == 0 || $0 == 1 }, "thresholds take labels 0 and 1 only")
    precondition(scores.allSatisfy { !$0.isNaN }, "a score that is not a number has no rank")
    precondition(0 < target.level && target.level < 1 && 0 < risk && risk < 1, "no \(target) with a risk of \(risk)")
    let search = ThresholdSearch(labels: labels, scores: scores, direction: direction, target: target, risk: risk)
    if let refusal = search.refusalForCount { return .failure(refusal) }
    return switch target {
    case .recall: .success(search.recallThreshold)
    case .falsePositiveRate, .flagRate: .success(search.limitedThreshold)
    case .precision: search.precisionThreshold(grid: grid)
    }
}
