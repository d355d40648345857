import Glibc

/// How many samples a threshold by order statistics needs: the fewest with (1 - share)^count at most `risk`.
///
/// With the share 0.1 that may be missed of positives, for recall 0.9, and a risk of 0.05: 29.
package func samplesNeeded(share: Double, risk: Double) -> Int {
    precondition(share > 0 && share < 1 && risk > 0 && risk < 1, "no share \(share) with a risk of \(risk)")
    var count = max(1, Int(log(risk) / log1p(-share)) - 1)
    while !isSure(rank: 1, of: count, share: share, risk: risk) { count += 1 }
    return count
}

/// The largest rank m such that, with a chance of at least 1 - `risk`, less than `share` of the population lies beyond the
/// m-th sample from one end; nil where not even the first is that far out.
///
/// The share beyond the m-th of n samples has the beta distribution with m and n - m + 1, or lies lower where the
/// population has ties, so the chance is that of at least m hits in n trials.
///
/// Source: S. Wilks, "Determination of Sample Sizes for Setting Tolerance Limits" (1941).
package func orderStatisticRank(count: Int, share: Double, risk: Double) -> Int? {
    guard count > 0, isSure(rank: 1, of: count, share: share, risk: risk) else { return nil }
    var (sure, unsure) = (1, count + 1)
    while sure + 1 < unsure {
        let middle = (sure + unsure) / 2
        if isSure(rank: middle, of: count, share: share, risk: risk) { sure = middle } else { unsure = middle }
    }
    return sure
}

private func isSure(rank: Int, of count: Int, share: Double, risk: Double) -> Bool {
    binomialCumulative(rank - 1, of: count, chance: share) <= risk
}
