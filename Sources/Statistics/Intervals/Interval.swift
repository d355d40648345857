/// A range that holds a quantity with a stated confidence.
package struct Interval: Sendable, Equatable, Codable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }
}
