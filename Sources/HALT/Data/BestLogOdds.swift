import Glibc

/// The best possible scores of a simulated response: the exact log-odds of its being hallucinated, given what a detector
/// may read. No other score has a higher expected AUROC (Neyman and Pearson's lemma, applied at each threshold).
package struct BestLogOdds: Sendable, Equatable {
    /// Given its log-probabilities and length, not its group.
    package let pooled: Double
    /// Given its group, too, less what the group's rate of hallucinated responses says: the score to compare within it.
    package let withinGroup: Double
}

extension SimulatedResponses {
    /// A row shows its sharpness exactly, and what was chosen tells no more of the state: so the density of a response is
    /// that of its length and of its tokens' sharpness.
    package func bestLogOdds(of response: SimulatedResponse) -> BestLogOdds {
        let sharpness = response.tokens.map(\.sharpness)
        let densities = (0..<groups).map { group in
            [0, 1].map { label in
                lengths(ofLabel: label).logChance(of: sharpness.count)
                    + chain(ofLabel: label, inGroup: group).logDensity(sharpness)
            }
        }
        let own = densities[response.group]
        // Groups are equally frequent.
        let hallucinated = densities.enumerated().map { log(rate(ofGroup: $0)) + $1[1] }
        let correct = densities.enumerated().map { log(1 - rate(ofGroup: $0)) + $1[0] }
        return BestLogOdds(
            pooled: logSumOfExponentials(hallucinated) - logSumOfExponentials(correct), withinGroup: own[1] - own[0])
    }
}

/// log Σ e^x, without overflow; minus infinity where all are.
private func logSumOfExponentials(_ values: [Double]) -> Double {
    let largest = values.max() ?? -.infinity
    guard largest > -.infinity else { return -.infinity }
    return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
}
