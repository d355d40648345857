import Glibc

/// What the numbers of a response can be, judged by their size.
struct Scale {
    /// A log-prob that rounding has lifted above 0 is at most this.
    static let tinyPositive = 1e-6
    /// How far over 1 the sum of a row's probabilities may be: log-probs computed in bfloat16 are off by that much.
    static let massTolerance = 0.01
    /// The same where log-probs may have been rounded since, to 2 decimals at the least, which lifts the sum by at most 0.5 %.
    static let roundedMassTolerance = 0.016

    private var least = Double.infinity
    private var greatest = -Double.infinity
    /// The largest sum of probabilities, and the token where it is.
    private var mass = 0.0
    private var place = 0

    /// What the rows of `tokens` can be; missing values do not count.
    init(_ tokens: TokenLogProbs) {
        for token in 0..<tokens.count {
            var sum = 0.0
            for logProb in tokens.logProbs[tokens.row(token)] where !logProb.isNaN {
                let value = Double(logProb)
                least = min(least, value)
                greatest = max(greatest, value)
                sum += exp(value)
            }
            if sum > mass { (mass, place) = (sum, token) }
        }
    }

    /// Why they cannot be log-probs, whose probabilities sum to no more than a tolerance over 1; nil where they can.
    func problem(within tolerance: Double) -> ResponseProblem? {
        if greatest > 0 {
            if least >= 0, greatest <= 1 {
                return ResponseProblem(
                    .probabilities,
                    "all its numbers are from 0 to 1: these are probabilities; write their natural logarithms")
            }
            return ResponseProblem(
                .logits,
                "its largest log-prob is \(rounded(greatest)), and none can be over 0: these are logits; apply log-softmax"
            )
        }
        guard mass > 1 + tolerance else { return nil }
        let place = "the probabilities of token \(place + 1) sum to \(rounded(mass))"
        return mass > 2
            ? ResponseProblem(.logits, "\(place): these are logits; apply log-softmax over the whole vocabulary")
            : ResponseProblem(.massOverOne, "\(place), more than 1: these are not log-probs of one distribution")
    }

    private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
