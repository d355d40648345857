import Glibc

/// What the spread of each token's distribution says.
extension Score {
    private static let overall = "arXiv 2602.02888, eq. 7"
    private static let alternatives = "arXiv 2602.02888, eq. 8 and 9"
    private static let decision = "arXiv 2602.02888, eq. 10 to 13"

    static let meanOverallEntropy = Score(
        "mean_overall_entropy", "Mean entropy", "How spread out the listed probabilities were on average.",
        formula: "mean of H, the entropy of a token's p scaled to sum 1", source: overall,
        range: 0...(.infinity), needs: .chosenAndAlternatives, dependsOnK: true
    ) { $0[.overallEntropy].mean }

    static let maxOverallEntropy = Score(
        "max_overall_entropy", "Max entropy", "How spread out the listed probabilities were where they were most so.",
        formula: "largest H", source: overall,
        range: 0...(.infinity), needs: .chosenAndAlternatives, dependsOnK: true, isLengthSensitive: true
    ) { $0[.overallEntropy].max }

    static let topQOverallEntropy = Score(
        "topq_overall_entropy", "Top-q entropy",
        "How spread out the listed probabilities were in the most uncertain 15 % of tokens.",
        formula: "mean of the ceil(0.15 T) largest H", source: overall + "; pooled as in section 3.2",
        range: 0...(.infinity), needs: .chosenAndAlternatives, dependsOnK: true, isCausal: false
    ) { $0[.overallEntropy].meanOfLargestShare(topQ) }

    static let meanAlternativesEntropy = Score(
        "mean_alternatives_entropy", "Mean entropy of alternatives",
        "How evenly the tokens that were not chosen shared their probability, on average.",
        formula: "mean of H_alts, the entropy of the alternatives' p scaled to sum 1", source: alternatives,
        range: 0...(.infinity), needs: .alternatives, dependsOnK: true
    ) { $0[.alternativesEntropy].mean }

    static let maxAlternativesEntropy = Score(
        "max_alternatives_entropy", "Max entropy of alternatives",
        "How evenly the tokens that were not chosen shared their probability, where they did most.",
        formula: "largest H_alts", source: alternatives,
        range: 0...(.infinity), needs: .alternatives, dependsOnK: true, isLengthSensitive: true
    ) { $0[.alternativesEntropy].max }

    static let topQAlternativesEntropy = Score(
        "topq_alternatives_entropy", "Top-q entropy of alternatives",
        "How evenly the tokens that were not chosen shared their probability, in the 15 % where they did most.",
        formula: "mean of the ceil(0.15 T) largest H_alts", source: alternatives + "; pooled as in section 3.2",
        range: 0...(.infinity), needs: .alternatives, dependsOnK: true, isCausal: false
    ) { $0[.alternativesEntropy].meanOfLargestShare(topQ) }

    static let entropyProductionRate = Score(
        "epr", "EPR", "The entropy that the 15 most likely tokens account for, on average.",
        formula: "mean of the sum of -p l over the 15 largest p, not scaled",
        source: "arXiv 2509.04492, entropy production rate",
        range: 0...(.infinity), needs: ScoreNeeds(chosen: false, logProbs: RowMeasures.productionRanks)
    ) { $0[.entropyProduction].mean }

    static let meanEntropyLow = Score(
        "mean_entropy_low", "Least entropy", "The least that the whole vocabulary's entropy can be, on average.",
        formula: "mean of the sum of -p l and of -r ln r, with r the probability that no listed token has",
        source: "all of r on one token",
        range: 0...(.infinity), needs: .alternatives, dependsOnK: true
    ) { $0[.entropyLow].mean }

    static let meanEntropyHigh = Score(
        "mean_entropy_high", "Greatest entropy", "The most that the whole vocabulary's entropy can be, on average.",
        formula: "mean of the sum of -p l and of -r ln(r / (V - k)), with V tokens in the vocabulary and k listed",
        source: "r on all other tokens alike",
        range: 0...(.infinity), needs: .alternatives, dependsOnK: true
    ) { $0[.entropyHigh].mean }

    static let meanDecisionEntropy = Score(
        "mean_decision_entropy", "Mean decision entropy",
        "How open the choice was between the chosen token and the best alternative, on average.",
        formula: "mean of H_dec, the entropy of these two", source: decision,
        range: 0...log(2), needs: .chosenAndAlternatives
    ) { $0[.decisionEntropy].mean }

    static let maxDecisionEntropy = Score(
        "max_decision_entropy", "Max decision entropy",
        "How open the choice between the chosen token and the best alternative was where it was most so.",
        formula: "largest H_dec", source: decision,
        range: 0...log(2), needs: .chosenAndAlternatives, isLengthSensitive: true
    ) { $0[.decisionEntropy].max }

    static let decisionEntropyJump = Score(
        "decision_entropy_jump", "Jump of decision entropy",
        "The greatest rise of the decision entropy from one token to the next.",
        formula: "largest difference of H_dec to the token before, or 0", source: decision,
        range: 0...log(2), needs: .chosenAndAlternatives.atLeast(tokens: 2), isLengthSensitive: true
    ) { Swift.max($0[.decisionEntropy].changes.max, 0) }

    static let decisionEntropyChange = Score(
        "decision_entropy_change", "Change of decision entropy",
        "How much the decision entropy changed from one token to the next.",
        formula: "mean of the differences' sizes; their signed mean would see the first and last token only",
        source: decision,
        range: 0...log(2), needs: .chosenAndAlternatives.atLeast(tokens: 2)
    ) { $0[.decisionEntropy].changes.meanSize }

    /// The share of tokens that HALT pools.
    private static let topQ = 0.15
}
