package import Statistics

/// What a model's own state says of a token while it is generated, one number each. None can be had from log-probs alone but the
/// surprise.
package enum SemanticSignal: String, CaseIterable, Sendable, Codable {
    /// The square root of precision times flexibility, h-bar_s.
    case uncertainty = "hbar_s"
    /// The surprise, raised by how far the model's state has turned since the token before.
    case perplexityRisk = "pri"
    /// Minus the natural logarithm of the chosen token's probability.
    case surprise
    /// The Gini impurity of the next token's distribution, over the whole vocabulary.
    case gini
    /// How sharp the next token's distribution is, delta_mu.
    case precision = "delta_mu"
    /// How far the blocks' states point in different directions, delta_sigma.
    case flexibility = "delta_sigma"

    /// As a reader is told.
    package var title: String {
        switch self {
        case .uncertainty: "semantic uncertainty h-bar_s"
        case .perplexityRisk: "PRI"
        case .surprise: "surprise"
        case .gini: "Gini impurity"
        case .precision: "precision delta_mu"
        case .flexibility: "flexibility delta_sigma"
        }
    }

    /// What it means that a signal points so, in one sentence.
    package func meaning(of direction: ScoreDirection) -> String {
        direction == .higherIsPositive
            ? "higher \(rawValue) is taken for riskier" : "lower \(rawValue) is taken for riskier"
    }
}
