import Glibc

/// What the chosen tokens' surprise, s = -l, says.
extension Score {
    static let meanNLL = Score(
        "mean_nll", "Mean NLL", "How surprising the response's tokens were on average.",
        formula: "mean of s", source: "likelihood, divided by length",
        range: 0...(.infinity), needs: .chosen
    ) { $0[.surprise].mean }

    static let maxNLL = Score(
        "max_nll", "Max NLL", "How surprising its most surprising token was.",
        formula: "largest s", source: "least likely token",
        range: 0...(.infinity), needs: .chosen, isLengthSensitive: true
    ) { $0[.surprise].max }

    static let top5NLL = Score(
        "top5_nll", "Top-5 NLL", "How surprising its five most surprising tokens were on average.",
        formula: "mean of the 5 largest s, or of all", source: "least likely tokens",
        range: 0...(.infinity), needs: .chosen, isLengthSensitive: true
    ) { $0[.surprise].meanOfLargest(5) }

    static let q90NLL = Score(
        "q90_nll", "NLL at 0.9", "The surprise that nine of ten tokens stay under.",
        formula: "0.9 quantile of s, interpolated linearly", source: "a maximum that is robust to length",
        range: 0...(.infinity), needs: .chosen, isCausal: false
    ) { $0[.surprise].quantile(0.9) }

    static let perplexity = Score(
        "perplexity", "Perplexity", "Among how many equally likely tokens the model seemed to choose.",
        formula: "exp of the mean of s", source: "arXiv 2602.02888, baseline PPL",
        range: 1...(.infinity), needs: .chosen
    ) { exp($0[.surprise].mean) }

    static let sequenceNLL = Score(
        "sequence_nll", "Sequence NLL", "How unlikely the response was as a whole; longer ones are.",
        formula: "sum of s, which is minus the sequence's log-likelihood", source: "likelihood",
        range: 0...(.infinity), needs: .chosen, isLengthSensitive: true
    ) { $0[.surprise].sum }
}
