/// What the model reads of one response, [T, 5 + K]: five engineered features, then the K log-probabilities.
package struct FeatureMatrix: Sendable, Equatable {
    /// T, the number of tokens.
    package let tokens: Int
    /// D = 5 + K.
    package let width: Int
    /// Row by row.
    package var values: [Float]

    /// - Precondition: `values` holds `tokens * width` numbers.
    package init(values: [Float], tokens: Int, width: Int) {
        precondition(values.count == tokens * width, "\(values.count) values for [\(tokens), \(width)]")
        self.values = values
        self.tokens = tokens
        self.width = width
    }

    package subscript(token: Int, feature: Int) -> Float {
        get { values[token * width + feature] }
        set { values[token * width + feature] = newValue }
    }

    /// The names of the D columns, in order: `avg_logp` … `delta_h_dec`, `logprob_1` … `logprob_K`.
    package static func names(topK: Int) -> [String] {
        engineeredNames + (1...topK).map { "logprob_\($0)" }
    }

    /// The names of the five engineered features, in order.
    package static let engineeredNames = ["avg_logp", "rank_proxy", "h_overall", "h_alts", "delta_h_dec"]
}
