/// The log-probabilities of one response, [T, K]: a row a token, the chosen token's first, then the alternatives'.
package struct LogProbMatrix: Sendable, Equatable {
    /// T, the number of tokens.
    package let tokens: Int
    /// K, the number of log-probabilities a token.
    package let topK: Int
    /// Row by row, natural logarithms.
    package let values: [Float]

    /// - Precondition: `values` holds `tokens * topK` numbers, and K is at least 2.
    package init(values: [Float], tokens: Int, topK: Int) {
        precondition(
            topK >= 2 && values.count == tokens * topK, "\(values.count) log-probabilities for [\(tokens), \(topK)]")
        self.values = values
        self.tokens = tokens
        self.topK = topK
    }
}
