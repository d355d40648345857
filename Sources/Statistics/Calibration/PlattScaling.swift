/// A probability of label 1 that rises or falls with a score along a logistic curve.
///
/// Source: J. Platt, "Probabilistic Outputs for Support Vector Machines" (1999).
package struct PlattScaling: Sendable, Equatable, Codable {
    package let slope: Double
    package let intercept: Double

    /// The curve of least log loss, with Platt's prior correction: targets are (n1 + 1) / (n1 + 2) for label 1 and
    /// 1 / (n0 + 2) for label 0, so that few samples, even perfectly parted, give no certainty.
    ///
    /// Labels are 0 or 1; scores are finite.
    package static func fit(labels: [Int], scores: [Double]) -> Self {
        precondition(labels.count == scores.count, "\(labels.count) labels, \(scores.count) scores")
        precondition(scores.allSatisfy(\.isFinite), "Platt scaling takes finite scores only")
        guard !scores.isEmpty else { return Self(slope: 0, intercept: 0) }
        let positives = Double(labels.count { $0 == 1 })
        let negatives = Double(labels.count) - positives
        let targets = labels.map { $0 == 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
        let scale = Standardization(scores.map { [$0] })
        let (centre, deviation) = (scale.means[0], scale.deviations[0])
        let weights = logisticMinimum(
            rows: scores.map { ($0 - centre) / deviation }, width: 1, targets: targets, l2: 0)
        let slope = weights[0] / deviation
        return Self(slope: slope, intercept: weights[1] - slope * centre)
    }

    package func predict(_ score: Double) -> Double {
        sigmoid(slope * score + intercept)
    }
}
