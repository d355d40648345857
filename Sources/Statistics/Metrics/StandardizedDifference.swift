/// Cohen's d: the difference of two groups' means in units of the deviation within them.
///
/// Source: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988), with the pooled deviation; the interval by
/// the variance of L. Hedges, I. Olkin, "Statistical Methods for Meta-Analysis" (1985), 5.4, for large samples.
package struct StandardizedDifference: Sendable, Equatable, Codable {
    /// Over 0 where the first group's mean is the higher one.
    package let value: Double
    package let interval: Interval

    /// Nil where a group has fewer than two values, or none varies.
    package init?(_ first: [Double], _ second: [Double], confidence: Double = 0.95) {
        let (m, n) = (Double(first.count), Double(second.count))
        guard first.count > 1, second.count > 1 else { return nil }
        let (a, b) = (standardDeviation(first, freedomLost: 1), standardDeviation(second, freedomLost: 1))
        let pooled = (((m - 1) * a * a + (n - 1) * b * b) / (m + n - 2)).squareRoot()
        let difference = mean(first) - mean(second)
        // What rounding makes of constants is no deviation.
        guard pooled > 1e-14 * max(abs(mean(first)), abs(mean(second))) else { return nil }
        value = difference / pooled
        let variance = (m + n) / (m * n) + value * value / (2 * (m + n))
        let reach = normalQuantile((1 + confidence) / 2) * variance.squareRoot()
        interval = Interval(low: value - reach, high: value + reach)
    }
}
