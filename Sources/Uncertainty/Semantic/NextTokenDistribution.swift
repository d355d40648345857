import Glibc

/// The distribution of the next token over a whole vocabulary: the softmax of a model's logits at temperature 1.
///
/// Exponentials are taken relative to the largest logit, and sums are in double precision.
package struct NextTokenDistribution: Sendable {
    private let logits: [Float]
    private let largest: Double
    /// Of exp(logit - largest).
    private let sum: Double
    private let logSum: Double
    /// 1 - sum p^2: 0 where one token is certain, 1 - 1 / n where n tokens are alike.
    package let gini: Double

    /// Nil where the logits are no numbers, as those of a damaged model are; minus infinity is a token that cannot come.
    package init?(logits: [Float]) {
        let largest = Double(logits.max() ?? -.infinity)
        var (sum, squares) = (0.0, 0.0)
        for logit in logits {
            let weight = exp(Double(logit) - largest)
            sum += weight
            squares += weight * weight
        }
        guard largest.isFinite, sum.isFinite else { return nil }
        self.logits = logits
        self.largest = largest
        self.sum = sum
        logSum = log(sum)
        gini = max(0, 1 - squares / (sum * sum))
    }

    package var count: Int { logits.count }

    /// The natural logarithm of a token's probability.
    package func logProb(of token: Int) -> Double { Double(logits[token]) - largest - logSum }

    /// The likeliest token; of several that are alike the first, as llama.cpp takes it.
    package var likeliest: Int {
        var best = 0
        for token in logits.indices where logits[token] > logits[best] { best = token }
        return best
    }

    /// The likeliest tokens, most likely first; those that are alike by their numbers.
    package func likeliest(_ count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var best: [Int] = []
        best.reserveCapacity(count + 1)
        for token in logits.indices {
            let logit = logits[token]
            if best.count == count, !(logit > logits[best[count - 1]]) { continue }
            let place = best.lastIndex { logits[$0] >= logit }.map { $0 + 1 } ?? 0
            best.insert(token, at: place)
            if best.count > count { best.removeLast() }
        }
        return best
    }

    /// The token at a place between 0 and 1 of the distribution at a temperature over 0, tokens side by side by their numbers.
    package func token(at place: Double, temperature: Double) -> Int {
        var total = 0.0
        for logit in logits { total += exp((Double(logit) - largest) / temperature) }
        let end = place * total
        var passed = 0.0
        var last = 0
        for (token, logit) in logits.enumerated() {
            let weight = exp((Double(logit) - largest) / temperature)
            guard weight > 0 else { continue }
            passed += weight
            last = token
            if passed > end { return token }
        }
        return last
    }
}
