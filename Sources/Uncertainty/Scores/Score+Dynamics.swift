/// What the course of the surprise says, and the response's length.
extension Score {
    private static let dynamics = "course of s"

    static let length = Score(
        "length", "Length", "How many tokens were scored: what every other score is to be held against.",
        formula: "T", source: "control",
        range: 0...(.infinity), needs: .nothing, isLengthSensitive: true
    ) { Double($0.tokens) }

    static let surpriseSlope = Score(
        "surprise_slope", "Slope of surprise", "How fast the surprise rose in the course of the response.",
        formula: "slope of the least-squares line of s over the token's place, in nats a token", source: dynamics,
        range: -.infinity ... .infinity, needs: .chosen.atLeast(tokens: 2)
    ) { $0[.surprise].slope }

    static let surpriseAutocorrelation = Score(
        "surprise_autocorrelation", "Autocorrelation of surprise", "Whether surprising tokens followed each other.",
        formula: "sum of products of neighbours' deviations from the mean of s, by the sum of squared deviations",
        source: dynamics,
        range: -1...1, needs: .chosen.atLeast(tokens: 3), isCausal: false
    ) { $0[.surprise].autocorrelation }

    static let surpriseSpikes = Score(
        "surprise_spikes", "Spikes of surprise", "How many tokens stood out of the response by their surprise.",
        formula: "share of tokens with s over mean + 2 standard deviations; none of 5 or fewer can", source: dynamics,
        range: 0...1, needs: .chosen, isLengthSensitive: true, isCausal: false
    ) { $0[.surprise].shareOfSpikes }

    static let surpriseCUSUM = Score(
        "surprise_cusum", "CUSUM of surprise", "The greatest run of surprise over the response's own mean.",
        formula: "largest c, where c = max(0, the last c + s - mean of s), in nats",
        source: "E. Page, \"Continuous Inspection Schemes\" (1954)",
        range: 0...(.infinity), needs: .chosen, isLengthSensitive: true, isCausal: false
    ) { $0[.surprise].cumulativeExcess }
}
