import Statistics

extension ScoreCatalogue {
    /// The page `docs/SCORES.md`: every score as it is declared.
    package static var reference: String {
        let rows = all.map { score in
            "| `\(score.identifier)` | \(score.meaning) | \(score.formula) | \(score.source) | \(score.directionSign) | "
                + "\(score.rangeText) | \(score.needsText) | \(score.tendencies) |"
        }
        return heading + rows.joined(separator: "\n") + "\n"
    }

    private static let heading = """
        # Scores that need no training

        What a response's log-probs say of it by themselves. Each score is one number a response; T is the number of its tokens, s a chosen token's
        surprise (minus its log-prob), l are a token's log-probs, k of them, and p their probabilities. Logarithms are natural. Special tokens and those of
        the prompt are not counted. Formulas of HALT's features are those of arXiv 2602.02888.

        A score is missing (NaN) where one of the tokens lacks what it needs: the chosen token's log-prob, or so many log-probs in the
        token's list. Nothing is filled up. A chosen token outside its list has its own log-prob and counts as one more, except in confidence,
        which is of the list alone, and in the average log-prob, where it takes the place of the last.

        ↑: higher is more likely hallucinated, ↓: lower is. That is what a score's definition says; whether it holds is to be checked on data, in
        every group. The vocabulary is taken to have 50,000 tokens where nothing else is said.

        *k*: with another number of alternatives, the value is another. *length*: more tokens of the same kind raise or lower it. *whole*: it
        judges tokens by the whole response, so it cannot be carried on while one is written.

        | identifier | says | is | source | | range | needs | depends on |
        |---|---|---|---|---|---|---|---|

        """
}

extension Score {
    fileprivate var directionSign: String { direction == .higherIsPositive ? "↑" : "↓" }

    fileprivate var rangeText: String { "\(Self.bound(range.lowerBound)) … \(Self.bound(range.upperBound))" }

    private static func bound(_ value: Double) -> String {
        guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
        if value == value.rounded() { return "\(Int(value))" }
        return "\((value * 1000).rounded() / 1000)"
    }

    fileprivate var needsText: String {
        var needs: [String] = []
        if self.needs.chosen { needs.append("chosen") }
        if self.needs.logProbs > 1 { needs.append("\(self.needs.logProbs) log-probs") }
        if self.needs.tokens > 1 { needs.append("\(self.needs.tokens) tokens") }
        return needs.isEmpty ? "–" : needs.joined(separator: ", ")
    }

    fileprivate var tendencies: String {
        let tendencies = [(dependsOnK, "k"), (isLengthSensitive, "length"), (!isCausal, "whole")]
        return tendencies.filter(\.0).map(\.1).joined(separator: ", ")
    }
}
