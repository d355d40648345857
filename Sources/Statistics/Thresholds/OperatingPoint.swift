/// What a threshold does to labelled samples, each share with Wilson's interval.
///
/// Of the samples that the threshold was chosen on, the intervals flatter it; of others they are what they say.
package struct OperatingPoint: Sendable, Equatable, Codable {
    package let recall: Proportion
    package let precision: Proportion
    package let falsePositiveRate: Proportion
    package let flagRate: Proportion
    /// The share of positives among all samples.
    package let baseRate: Proportion

    /// Labels are 0 or 1; no score may be NaN.
    package init(
        labels: [Int],
        scores: [Double],
        direction: ScoreDirection = .higherIsPositive,
        threshold: Double,
        confidence: Double = 0.95
    ) {
        let ranked = RankedScores(labels: labels, scores: direction.oriented(scores))
        let flagged = ranked.flagged(at: [direction.oriented(threshold)])[0]
        let positives = labels.count { $0 == 1 }
        func share(_ hits: Int, _ trials: Int) -> Proportion { Proportion(hits, of: trials, confidence: confidence) }
        recall = share(flagged.positives, positives)
        precision = share(flagged.positives, flagged.all)
        falsePositiveRate = share(flagged.all - flagged.positives, labels.count - positives)
        flagRate = share(flagged.all, labels.count)
        baseRate = share(positives, labels.count)
    }

    /// How many times likelier a flagged sample is positive than any; NaN where none is positive.
    package var lift: Double { precision.value / baseRate.value }
}
