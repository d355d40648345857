/// Gradient x input (appendix C.2): how much each feature moves the logits, as shares of one.
package struct FeatureImportance: Sendable, Equatable, Codable {
    /// In the order of the columns.
    package let names: [String]
    /// Sum over all tokens of |d logit / d x| |x|, divided by the sum over all features.
    package let shares: [Double]

    /// The features, the most important first; equal shares keep the columns' order.
    package var ranking: [(name: String, share: Double)] {
        names.indices.sorted { (shares[$0], $1) > (shares[$1], $0) }.map { (names[$0], shares[$0]) }
    }
}

extension Model {
    /// Over real tokens only, without dropout.
    package func importance(on responses: [FeatureMatrix]) -> FeatureImportance {
        let width = configuration.inputSize
        var sums = [Double](repeating: 0, count: width)
        for (response, gradient) in zip(responses, inputGradients(of: responses)) {
            for t in 0..<response.tokens {
                for j in 0..<width { sums[j] += Double(abs(gradient[t, j]) * abs(response[t, j])) }
            }
        }
        let total = sums.reduce(0, +) + 1e-9
        return FeatureImportance(
            names: FeatureMatrix.names(topK: configuration.topK), shares: sums.map { $0 / total })
    }
}
