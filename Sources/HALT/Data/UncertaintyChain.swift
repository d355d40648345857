import Glibc
import ReferenceRandom

/// Whether a language model is calm or uncertain at each token of a response: a Markov chain of two states that show in
/// nothing but each token's sharpness.
struct UncertaintyChain: Equatable {
    /// The share of uncertain tokens where a response begins.
    var firstShare: Double
    /// The share where it ends; in between it goes straight from one to the other.
    var lastShare: Double
    /// What the next token keeps of a state: 0 is a new draw each time, towards 1 states come in long bursts.
    var persistence: Double

    /// One draw a token, by the chance that the token before leaves it.
    func states(tokens: Int, _ generator: inout NumPyGenerator) -> [Bool] {
        var isUncertain = false
        return (0..<tokens).map { place in
            let chances = chances(at: place, of: tokens)
            isUncertain = generator.random() < (isUncertain ? chances.afterUncertain : chances.afterCalm)
            return isUncertain
        }
    }

    /// The log-density of a response's sharpness, summed over all sequences of states by the forward algorithm.
    ///
    /// Source: L. Rabiner, "A Tutorial on Hidden Markov Models" (1989), section III A, with its scaling.
    func logDensity(_ sharpness: [TokenSharpness]) -> Double {
        var belief = 0.0  // that the last token was uncertain, given all so far
        var sum = 0.0
        for (place, token) in sharpness.enumerated() {
            let chances = chances(at: place, of: sharpness.count)
            let expected = belief * chances.afterUncertain + (1 - belief) * chances.afterCalm
            let uncertain = expected * token.density(isUncertain: true)
            let density = uncertain + (1 - expected) * token.density(isUncertain: false)
            sum += log(density)
            belief = uncertain / density
        }
        return sum
    }

    /// The chances of an uncertain token after each state, such that the share of uncertain ones at this place is what it
    /// should be. Where the share falls so fast that a chance would be negative, it is 0.
    private func chances(at place: Int, of tokens: Int) -> (afterCalm: Double, afterUncertain: Double) {
        let share = share(at: place, of: tokens)
        guard place > 0 else { return (share, share) }
        let kept = persistence * self.share(at: place - 1, of: tokens)
        return (min(max(share - kept, 0), 1), min(max(share - kept + persistence, 0), 1))
    }

    private func share(at place: Int, of tokens: Int) -> Double {
        firstShare + (lastShare - firstShare) * (Double(place) + 0.5) / Double(tokens)
    }
}
