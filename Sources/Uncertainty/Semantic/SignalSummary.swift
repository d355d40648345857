/// A signal over a response's tokens, in a few numbers whatever their count. A response's score is `top`.
package struct SignalSummary: Sendable, Equatable {
    /// How many values at either end are averaged.
    package static let ends = 5

    package private(set) var count = 0
    private var sum = 0.0
    /// Descending.
    private var largest: [Double] = []
    /// Ascending.
    private var smallest: [Double] = []

    package init() {}

    package init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    package mutating func add(_ value: Double) {
        count += 1
        sum += value
        Self.keep(value, in: &largest) { $0 >= $1 }
        Self.keep(value, in: &smallest) { $0 <= $1 }
    }

    private static func keep(_ value: Double, in kept: inout [Double], _ isBefore: (Double, Double) -> Bool) {
        let place = kept.firstIndex { !isBefore($0, value) } ?? kept.count
        guard place < ends else { return }
        kept.insert(value, at: place)
        if kept.count > ends { kept.removeLast() }
    }

    /// The mean of the five largest values, of fewer where there are no five; NaN where there is none.
    package var top: Double { Self.mean(largest) }
    /// The mean of the five smallest.
    package var low: Double { Self.mean(smallest) }
    package var mean: Double { sum / Double(count) }
    package var max: Double { largest.first ?? .nan }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
