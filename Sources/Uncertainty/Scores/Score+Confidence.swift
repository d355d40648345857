import Statistics

/// What the listed probabilities say of how sure the model was.
extension Score {
    private static let gini = "bounds from the listed p"
    private static let confidence = "arXiv 2508.15260, DeepConf"

    static let meanMargin = Score(
        "mean_margin", "Margin", "How far the most likely token led the second, on average.",
        formula: "mean of the largest p less the second largest", source: "margin sampling",
        direction: .lowerIsPositive, range: 0...1, needs: .alternatives
    ) { $0[.margin].mean }

    static let meanChosenMargin = Score(
        "mean_chosen_margin", "Margin of the chosen",
        "How far the chosen token led the best alternative; under 0 it was behind.",
        formula: "mean of the chosen token's l less the largest l of the others", source: "log-odds of eq. 11",
        direction: .lowerIsPositive, range: -.infinity ... .infinity, needs: .chosenAndAlternatives
    ) { $0[.chosenMargin].mean }

    static let rankRate = Score(
        "rank_rate", "Rank rate", "How many of the chosen tokens were not the most likely ones.",
        formula: "share of tokens with an alternative of larger p", source: "arXiv 2602.02888, eq. 6",
        range: 0...1, needs: .chosenAndAlternatives
    ) { $0[.logRank].share(above: 0) }

    static let meanLogRank = Score(
        "mean_log_rank", "Mean log rank", "How far down their lists the chosen tokens stood.",
        formula: "mean of ln(1 + number of alternatives of larger p)", source: "arXiv 2602.02888, eq. 6",
        range: 0...(.infinity), needs: .chosenAndAlternatives, dependsOnK: true
    ) { $0[.logRank].mean }

    static let meanGiniLow = Score(
        "mean_gini_low", "Least Gini", "The least chance that two draws of a token differ, on average.",
        formula: "mean of 1 less the sum of p squared and r squared, with r the probability that no listed token has",
        source: gini,
        range: 0...1, needs: .alternatives, dependsOnK: true
    ) { $0[.giniLow].mean }

    static let meanGiniHigh = Score(
        "mean_gini_high", "Greatest Gini", "The greatest chance that two draws of a token differ, on average.",
        formula: "mean of 1 less the sum of p squared", source: gini,
        range: 0...1, needs: .alternatives, dependsOnK: true
    ) { $0[.giniHigh].mean }

    static let meanDeltaMuLow = Score(
        "mean_delta_mu_low", "Least delta-mu", "The least precision that the distributions can have, on average.",
        formula: "mean of 1 / sqrt(Gini + 0.01), of the greatest Gini", source: "semantic uncertainty ℏ_s",
        direction: .lowerIsPositive, range: 0...10, needs: .alternatives, dependsOnK: true
    ) { $0[.deltaMuLow].mean }

    static let meanDeltaMuHigh = Score(
        "mean_delta_mu_high", "Greatest delta-mu",
        "The greatest precision that the distributions can have, on average.",
        formula: "mean of 1 / sqrt(Gini + 0.01), of the least Gini", source: "semantic uncertainty ℏ_s",
        direction: .lowerIsPositive, range: 0...10, needs: .alternatives, dependsOnK: true
    ) { $0[.deltaMuHigh].mean }

    static let meanConfidence = Score(
        "mean_confidence", "Confidence",
        "How unlikely the listed tokens were on average; a sure model leaves little to them.",
        formula: "mean of C, minus the mean l of the server's list", source: confidence,
        direction: .lowerIsPositive, range: 0...(.infinity), needs: .alternatives, dependsOnK: true
    ) { $0[.confidence].mean }

    static let minGroupConfidence = Score(
        "min_group_confidence", "Least group confidence",
        "The confidence in the group of neighbouring tokens where it is least.",
        formula: "least mean of C over 16 tokens in a row, or over all of fewer", source: confidence,
        direction: .lowerIsPositive, range: 0...(.infinity), needs: .alternatives, dependsOnK: true,
        isLengthSensitive: true
    ) { $0[.confidence].leastMean(window: $0.options.confidenceWindow) }

    static let tailConfidence = Score(
        "tail_confidence", "Tail confidence", "The confidence at the response's end.",
        formula: "mean of C over the last 16 tokens, or over all of fewer", source: confidence,
        direction: .lowerIsPositive, range: 0...(.infinity), needs: .alternatives, dependsOnK: true
    ) { $0[.confidence].suffix($0.options.confidenceWindow).mean }

    static let averageLogProb = Score(
        "average_log_prob", "Average log-prob", "How likely the listed tokens were on average; larger is flatter.",
        formula: "mean over tokens and their k log-probs, the chosen one's among them",
        source: "arXiv 2602.02888, eq. 5",
        range: -.infinity...0, needs: .chosenAndAlternatives, dependsOnK: true
    ) { $0[.averageLogProb].mean }
}
