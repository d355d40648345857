/// A score's mean and deviation among the samples of one class.
package struct ClassSummary: Sendable, Equatable, Codable {
    package let count: Int
    /// Nil where there are none.
    package let mean: Double?
    /// Of the samples, with one degree of freedom less; nil where there are fewer than two.
    package let deviation: Double?

    package init(_ scores: [Double]) {
        count = scores.count
        mean = scores.isEmpty ? nil : Statistics.mean(scores)
        deviation = scores.count > 1 ? standardDeviation(scores, freedomLost: 1) : nil
    }
}
