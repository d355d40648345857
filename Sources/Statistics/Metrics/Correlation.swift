import Glibc

/// Pearson's correlation of two scores of the same samples, with Fisher's interval.
///
/// Source: R. Fisher, "On the 'Probable Error' of a Coefficient of Correlation Deduced from a Small Sample" (1921).
package struct Correlation: Sendable, Equatable, Codable {
    package let value: Double
    /// -1...1 for fewer than four samples.
    package let interval: Interval
    package let count: Int

    /// Nil where either side does not vary.
    package init?(_ x: [Double], _ y: [Double], confidence: Double = 0.95) {
        let value = pearson(x, y)
        guard !value.isNaN else { return nil }
        self.value = value
        count = x.count
        guard count > 3 else {
            interval = Interval(low: -1, high: 1)
            return
        }
        let reach = normalQuantile((1 + confidence) / 2) / Double(count - 3).squareRoot()
        interval = Interval(low: tanh(atanh(value) - reach), high: tanh(atanh(value) + reach))
    }
}
