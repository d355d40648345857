import Statistics

/// Pearson's correlation between each engineered feature's mean over a response and the response's logit.
package struct FeatureCorrelation: Sendable, Equatable, Codable {
    /// The five engineered features.
    package let names: [String]
    /// NaN where a feature or the logit never varies.
    package let coefficients: [Double]
}

extension Model {
    /// Means are over real tokens only; without dropout.
    package func featureCorrelation(on responses: [FeatureMatrix]) -> FeatureCorrelation {
        let logits = logits(of: responses).map(Double.init)
        let coefficients = FeatureMatrix.engineeredNames.indices.map { feature in
            let means = responses.map { response in
                (0..<response.tokens).reduce(0.0) { $0 + Double(response[$1, feature]) } / Double(response.tokens)
            }
            return pearson(means, logits)
        }
        return FeatureCorrelation(names: FeatureMatrix.engineeredNames, coefficients: coefficients)
    }
}
