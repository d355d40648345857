import Glibc

/// An area under the ROC curve with DeLong's variance and interval: over all samples, or over all pairs within a group.
package struct AUROCEstimate: Sendable, Equatable, Codable {
    /// 0.5 where no group has both classes.
    package let value: Double
    package let variance: Double
    /// By the normal distribution, within 0...1; by exact binomial bounds where all pairs are ordered alike.
    package let interval: Interval
    /// How many pairs of a positive and a negative sample it is over.
    package let pairs: Int

    /// Labels are 0 or 1; no score may be NaN.
    ///
    /// With `groups`, a number for each sample, only pairs within a group count: the mean of the groups' areas, weighted
    /// by their pairs, which no difference between groups can raise. Groups of one class have no pairs.
    package init(labels: [Int], scores: [Double], groups: [Int]? = nil, confidence: Double = 0.95) {
        let components = [StructuralComponents](labels: labels, scores: scores, groups: groups)
        pairs = components.pairs
        guard pairs > 0 else {
            (value, variance, interval) = (0.5, 0.25, Interval(low: 0, high: 1))
            return
        }
        value = min(max(components.value, 0), 1)
        variance = components.variance(range: 1)
        let independent = components.reduce(0) { $0 + $1.independentPairs }
        switch value {
        // No pair out of order shows no variance. As many pairs as share no sample are an ordinary binomial count.
        case 1: interval = clopperPearsonInterval(independent, of: independent, confidence: confidence)
        case 0: interval = clopperPearsonInterval(0, of: independent, confidence: confidence)
        default: interval = normalInterval(value, variance, confidence: confidence, within: 0...1)
        }
    }
}

/// The difference of two detectors' areas under the ROC curve on the same samples, with DeLong's paired interval.
package struct AUROCComparison: Sendable, Equatable, Codable {
    package let first: Double
    package let second: Double
    /// The first less the second.
    package let difference: Double
    package let variance: Double
    package let interval: Interval
    /// Of the hypothesis that both are equal, two-sided.
    package let pValue: Double

    /// Labels are 0 or 1, and higher scores speak for 1 in both detectors; no score may be NaN.
    ///
    /// With `groups`, a number for each sample, areas and their difference are over the pairs within a group.
    package init(
        labels: [Int], first: [Double], second: [Double], groups: [Int]? = nil, confidence: Double = 0.95
    ) {
        let ours = [StructuralComponents](labels: labels, scores: first, groups: groups)
        let theirs = [StructuralComponents](labels: labels, scores: second, groups: groups)
        guard !ours.isEmpty else {
            (self.first, self.second, difference, variance) = (0.5, 0.5, 0, 1)
            (interval, pValue) = (Interval(low: -1, high: 1), 1)
            return
        }
        let differences = zip(ours, theirs).map { $0 - $1 }
        self.first = ours.value
        self.second = theirs.value
        difference = differences.value
        variance = differences.variance(range: 2)
        interval = normalInterval(difference, variance, confidence: confidence, within: -1...1)
        if variance > 1e-20 {  // what rounding leaves of none
            pValue = twoSidedPValue(difference / variance.squareRoot())
        } else {
            // Every sample says the same: a sign test of the pairs that share none.
            let pairs = differences.reduce(0) { $0 + $1.independentPairs }
            pValue = abs(difference) < 1e-10 ? 1 : pow(0.5, Double(pairs - 1))
        }
    }
}

/// The p-values adjusted for there being several, in their own order: below a level, their hypotheses are rejected with
/// at most that chance of rejecting any true one.
///
/// Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).
package func holmAdjusted(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (rank, place) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
        largest = max(largest, min(1, Double(pValues.count - rank) * pValues[place]))
        adjusted[place] = largest
    }
    return adjusted
}

/// A normal variable's interval, cut off at what it can be.
private func normalInterval(
    _ value: Double, _ variance: Double, confidence: Double, within range: ClosedRange<Double>
) -> Interval {
    let reach = normalQuantile((1 + confidence) / 2) * variance.squareRoot()
    return Interval(low: max(range.lowerBound, value - reach), high: min(range.upperBound, value + reach))
}
