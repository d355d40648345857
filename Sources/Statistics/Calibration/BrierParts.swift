/// What a Brier score is made of: reliability - resolution + uncertainty + remainder.
///
/// Source: A. Murphy, "A New Vector Partition of the Probability Score" (1973), over bins of equal mass.
package struct BrierParts: Sendable, Equatable, Codable {
    package let brierScore: Double
    /// The bins' mean squared distance of probability from share of positives; 0 where calibrated.
    package let reliability: Double
    /// The bins' mean squared distance of their share of positives from that of all; the more the better.
    package let resolution: Double
    /// The Brier score of always giving the share of positives.
    package let uncertainty: Double
    /// What unequal probabilities within a bin add; 0 where bins hold one probability each.
    package let remainder: Double

    /// Labels are 0 or 1; no probability may be NaN, and there is at least one.
    package init(labels: [Int], probabilities: [Double], bins: Int = 10) {
        let bins = reliabilityBins(labels: labels, probabilities: probabilities, bins: bins)
        let total = Double(labels.count)
        let share = ratio(labels.count { $0 == 1 }, labels.count)
        func meanSquare(_ distance: (ReliabilityBin) -> Double) -> Double {
            bins.reduce(0) { $0 + Double($1.count) * distance($1) * distance($1) } / total
        }
        brierScore = Statistics.brierScore(labels: labels, probabilities: probabilities)
        reliability = meanSquare { $0.meanProbability - $0.positiveShare }
        resolution = meanSquare { $0.positiveShare - share }
        uncertainty = share * (1 - share)
        remainder = brierScore - (reliability - resolution + uncertainty)
    }
}
