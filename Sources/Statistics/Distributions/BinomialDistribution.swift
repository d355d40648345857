import Glibc

/// The chance of at most so many hits.
///
/// - Parameter chance: a single trial's chance of a hit, in 0...1.
package func binomialCumulative(_ hits: Int, of trials: Int, chance: Double) -> Double {
    guard hits >= 0 else { return 0 }
    guard hits < trials else { return 1 }
    return betaTails(chance, 1 - chance, Double(hits + 1), Double(trials - hits)).upper
}

/// The chance of at least so many hits: the p-value of the hypothesis that hits are no more likely than `chance`.
///
/// - Parameter chance: a single trial's chance of a hit, in 0...1.
package func binomialUpperTail(_ hits: Int, of trials: Int, chance: Double) -> Double {
    guard hits > 0 else { return 1 }
    guard hits <= trials else { return 0 }
    return betaTails(chance, 1 - chance, Double(hits), Double(trials - hits + 1)).lower
}

/// The binomial probability p^x q^(n-x) n! / (x! (n-x)!), for x and n that need not be whole: 0 < x < n, q = 1 - p.
///
/// Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000): each large factorial is taken
/// relative to Stirling's formula, so that nothing large cancels.
func binomialDensity(_ x: Double, _ n: Double, _ p: Double, _ q: Double) -> Double {
    let exponent =
        stirlingError(n) - stirlingError(x) - stirlingError(n - x)
        - deviance(x, n * p) - deviance(n - x, n * q)
    return exp(exponent) / (2 * .pi * x * (1 - x / n)).squareRoot()
}

/// log(n!) less Stirling's formula for it.
private func stirlingError(_ n: Double) -> Double {
    guard n > 15 else { return log(tgamma(n + 1)) - (n + 0.5) * log(n) + n - log(2 * .pi) / 2 }
    let square = n * n
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n
}

/// x log(x / mean) + mean - x, without cancellation where both are close.
private func deviance(_ x: Double, _ mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let v = (x - mean) / (x + mean)
    var sum = (x - mean) * v
    var term = 2 * x * v
    var odd = 3.0
    while true {
        term *= v * v
        let next = sum + term / odd
        if next == sum { return sum }
        sum = next
        odd += 2
    }
}
