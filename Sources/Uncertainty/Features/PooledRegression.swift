package import Statistics

/// The logistic regression on responses' pooled scores, which shows what a temporal model gains over them.
package struct PooledRegression: Sendable, Equatable, Codable {
    package let features: PooledFeatures
    package let regression: LogisticRegression

    /// - Parameters:
    ///   - scores: of each response, as `ScoreCatalogue.values` gives them.
    ///   - labels: 1 is hallucinated, 0 is correct.
    package static func fit(scores: [[Double]], labels: [Int], l2: Double = 1) -> Self {
        let features = PooledFeatures(scores)
        return Self(
            features: features,
            regression: LogisticRegression.fit(features: scores.map { features($0) }, labels: labels, l2: l2))
    }

    /// The logarithm of the odds that a response with these scores is hallucinated.
    package func logit(_ scores: [Double]) -> Double { regression.logit(features(scores)) }

    /// The probability of it.
    package func predict(_ scores: [Double]) -> Double { regression.predict(features(scores)) }
}
