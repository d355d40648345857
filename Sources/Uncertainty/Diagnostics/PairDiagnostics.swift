package import Statistics

/// What two signals of the same samples have to do with each other.
package struct PairDiagnostics: Sendable, Equatable, Codable {
    /// Nil where one of them does not vary.
    package let correlation: Correlation?
    /// Nil where there are too few samples of either class.
    package let joint: JointModel?

    /// - Parameter samples: of two signals.
    package init(_ samples: ScoredSamples, directions: [ScoreDirection], folds: Int = 5, seed: UInt64 = 0) {
        precondition(samples.signals.count == 2, "\(samples.signals.count) signals, not two")
        correlation = Correlation(samples.scores[0], samples.scores[1])
        joint = JointModel(samples, directions: directions, folds: folds, seed: seed)
    }
}
