import Glibc

/// The standard normal distribution's share below `z`.
package func normalCumulative(_ z: Double) -> Double {
    erfc(-z / 2.0.squareRoot()) / 2
}

/// The point of the standard normal distribution with this share below it, which is in 0...1.
package func normalQuantile(_ share: Double) -> Double {
    precondition((0...1).contains(share), "no quantile \(share)")
    // Small shares keep all their digits, those near 1 do not.
    guard share <= 0.5 else { return -normalQuantile(1 - share) }
    guard share > 0 else { return -.infinity }
    return bisect(from: -40, to: 1) { normalCumulative($0) < share }
}

/// The chance of a standard normal value at least as far from 0, on either side.
func twoSidedPValue(_ z: Double) -> Double {
    erfc(abs(z) / 2.0.squareRoot())
}
