import Glibc
import HALT
import Statistics

/// One measure of a response's tokens, in their order. All that is asked of it is NaN where a token lacks it, or tokens are too few.
struct Series {
    /// Empty where one is missing.
    private let values: ArraySlice<Double>

    init(_ values: ArraySlice<Double>) {
        self.values = values.contains { $0.isNaN } ? [] : values
    }

    var sum: Double { values.isEmpty ? .nan : values.reduce(0, +) }
    var mean: Double { sum / Double(values.count) }
    var meanSize: Double { values.reduce(0) { $0 + abs($1) } / Double(values.count) }
    var max: Double { values.max() ?? .nan }

    /// The share of values over a bound.
    func share(above bound: Double) -> Double {
        Double(values.count { $0 > bound }) / Double(values.count)
    }

    func quantile(_ share: Double) -> Double {
        values.isEmpty ? .nan : Statistics.quantile(sorted: values.sorted(), share)
    }

    /// The mean of so many largest values, or of all.
    func meanOfLargest(_ count: Int) -> Double {
        Series(values.sorted(by: >).prefix(count)).mean
    }

    /// The mean of the largest share of values, of as many as HALT pools.
    func meanOfLargestShare(_ share: Double) -> Double {
        meanOfLargest(TopQPooling.count(of: values.count, topQ: share))
    }

    /// The differences to the value before.
    var changes: Series {
        Series(ArraySlice(zip(values.dropFirst(), values).map { $0 - $1 }))
    }

    // MARK: Windows

    func suffix(_ count: Int) -> Series { Series(values.suffix(count)) }

    /// The least mean of so many values in a row; of all, where there are fewer.
    func leastMean(window: Int) -> Double {
        guard values.count > window else { return mean }
        return (values.startIndex...values.endIndex - window).reduce(.infinity) { least, start in
            min(least, Series(values[start..<start + window]).mean)
        }
    }

    // MARK: The course

    /// The slope of the least-squares line, a value's place being 0, 1, 2 …
    var slope: Double {
        guard values.count >= 2 else { return .nan }
        guard varies else { return 0 }
        let middle = Double(values.count - 1) / 2
        let centre = mean
        var products = 0.0
        var squares = 0.0
        for (place, value) in values.enumerated() {
            let distance = Double(place) - middle
            products += distance * (value - centre)
            squares += distance * distance
        }
        return products / squares
    }

    /// Of neighbours; NaN where values do not vary, as with fewer than three it says nothing.
    var autocorrelation: Double {
        guard values.count >= 3, varies else { return .nan }
        let centre = mean
        let deviations = values.map { $0 - centre }
        let products = zip(deviations, deviations.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        return products / deviations.reduce(0) { $0 + $1 * $1 }
    }

    /// The share of values over the mean and two standard deviations.
    var shareOfSpikes: Double {
        values.isEmpty ? .nan : share(above: mean + 2 * deviation)
    }

    /// The greatest sum of a run's values less the mean.
    var cumulativeExcess: Double {
        guard let first = values.first else { return .nan }
        // What rounding makes of a constant is no excess.
        let centre = varies ? mean : first
        var greatest = 0.0
        var sum = 0.0
        for value in values {
            sum = Swift.max(0, sum + value - centre)
            greatest = Swift.max(greatest, sum)
        }
        return greatest
    }

    private var deviation: Double { standardDeviation(Array(values)) }
    /// Whether values differ by more than rounding.
    private var varies: Bool { deviation > 1e-14 * abs(mean) }
}
