package import LogProbs

/// Which of a response's tokens are looked at.
package struct TokenSelection: Sendable, Hashable {
    /// Tokens of the model's own, such as the end of the text.
    package var includesSpecial: Bool
    /// Tokens of the prompt, which the server has sent back.
    package var includesPrompt: Bool

    package init(includesSpecial: Bool = false, includesPrompt: Bool = false) {
        self.includesSpecial = includesSpecial
        self.includesPrompt = includesPrompt
    }

    /// The places of these tokens, ascending.
    package func places(in tokens: TokenLogProbs) -> [Int] {
        var excluded = TokenFlags()
        if !includesSpecial { excluded.insert(.special) }
        if !includesPrompt { excluded.insert(.prompt) }
        let mask = excluded.rawValue
        let flags = tokens.flags
        return flags.indices.filter { flags[$0].rawValue & mask == 0 }
    }
}

extension TokenLogProbs {
    /// How many log-probs most of the tokens have that are looked at, the chosen one's among them; 0 where none is.
    package var usualCount: Int {
        let seen = TokenSelection().places(in: self).map(seen).sorted()
        return seen.isEmpty ? 0 : seen[seen.count / 2]
    }
}

/// How responses are scored.
package struct ScoringOptions: Sendable, Hashable {
    package var selection: TokenSelection
    /// V, how many tokens the model can choose from, for the greatest entropy.
    package var vocabularySize: Int
    /// Over how many tokens in a row confidence is taken. DeepConf's 2,048 are for reasoning of tens of thousands of tokens.
    package var confidenceWindow: Int

    /// - Precondition: both numbers are at least 1.
    package init(
        selection: TokenSelection = TokenSelection(), vocabularySize: Int = 50_000, confidenceWindow: Int = 16
    ) {
        precondition(
            vocabularySize >= 1 && confidenceWindow >= 1,
            "a vocabulary of \(vocabularySize) tokens, a window of \(confidenceWindow)")
        self.selection = selection
        self.vocabularySize = vocabularySize
        self.confidenceWindow = confidenceWindow
    }
}
