import Glibc

/// The signals of one token, as it was chosen.
package struct TokenSignals: Sendable, Equatable {
    package let gini: Double
    /// delta_mu.
    package let precision: Double
    /// delta_sigma.
    package let flexibility: Double
    /// h-bar_s.
    package let uncertainty: Double
    package let surprise: Double
    /// PRI.
    package let perplexityRisk: Double

    /// - Parameters:
    ///   - states: of the token that the model read last, after each block.
    ///   - previous: the last block's state when the token before was chosen; nil for a response's first.
    package init(
        choosing token: Int, of distribution: NextTokenDistribution, states: BlockStates, previous: [Float]?
    ) {
        gini = distribution.gini
        precision = Self.precision(gini: gini)
        flexibility = states.flexibility
        uncertainty = sqrt(precision * flexibility)
        // 0 - l, so that a certain token has no negative zero.
        surprise = 0 - distribution.logProb(of: token)
        let turn = previous.map { 1 - BlockStates.cosine($0, states.last) } ?? 0
        perplexityRisk = surprise * (1 + 0.1 * turn)
    }

    /// delta_mu of a distribution of this Gini impurity: 10 where one token is certain, 1 where all of very many are alike.
    package static func precision(gini: Double) -> Double { 1 / sqrt(gini + 0.01) }

    package subscript(signal: SemanticSignal) -> Double {
        switch signal {
        case .uncertainty: uncertainty
        case .perplexityRisk: perplexityRisk
        case .surprise: surprise
        case .gini: gini
        case .precision: precision
        case .flexibility: flexibility
        }
    }
}
