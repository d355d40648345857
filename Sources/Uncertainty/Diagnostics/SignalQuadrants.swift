package import Statistics

/// Samples by what two signals' thresholds say of them: four kinds, each with its share hallucinated.
package struct SignalQuadrants: Sendable, Equatable, Codable {
    package struct Quadrant: Sendable, Equatable, Codable {
        package let isFlaggedByFirst: Bool
        package let isFlaggedBySecond: Bool
        /// The share hallucinated of the samples in it.
        package let hallucinated: Proportion
    }

    /// A signal's threshold with the direction in which it flags.
    package struct Cut: Sendable, Equatable, Codable {
        package let threshold: Double
        package let direction: ScoreDirection

        package init(_ threshold: Double, _ direction: ScoreDirection) {
            self.threshold = threshold
            self.direction = direction
        }

        package func flags(_ score: Double) -> Bool {
            direction == .higherIsPositive ? score >= threshold : score <= threshold
        }
    }

    package let first: Cut
    package let second: Cut
    /// Flagged by both, by the first only, by the second only, by neither.
    package let quadrants: [Quadrant]

    /// - Parameter samples: of two signals.
    package init(_ samples: ScoredSamples, first: Cut, second: Cut) {
        self.first = first
        self.second = second
        quadrants = [(true, true), (true, false), (false, true), (false, false)].map { wanted in
            let places = samples.labels.indices.filter {
                first.flags(samples.scores[0][$0]) == wanted.0 && second.flags(samples.scores[1][$0]) == wanted.1
            }
            return Quadrant(
                isFlaggedByFirst: wanted.0, isFlaggedBySecond: wanted.1,
                hallucinated: Proportion(places.count { samples.labels[$0] == 1 }, of: places.count))
        }
    }
}
