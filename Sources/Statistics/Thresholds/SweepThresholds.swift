/// Which thresholds a sweep tries.
package enum SweepThresholds: Sendable, Equatable {
    /// Those that flag evenly spaced shares of the samples.
    case flaggedShares(from: Double, to: Double, count: Int)
    /// Evenly spaced quantiles of the scores.
    case quantiles(from: Double, to: Double, count: Int)
    /// From `start` on, `step` apart, up to `stop`.
    case steps(start: Double, stop: Double, step: Double)

    /// 40 that flag from 60 to 99 % of the samples, where recall is high. For scores that are lower for positives these are
    /// the quantiles from 0.6 to 0.99.
    package static let usual = flaggedShares(from: 0.6, to: 0.99, count: 40)
    /// The 99 percentiles.
    package static let whole = quantiles(from: 0.01, to: 0.99, count: 99)

    /// More than anybody looks at.
    package static let most = 100_000

    /// Nil where they can be had; else why not.
    package var problem: String? {
        switch self {
        case .flaggedShares(let low, let high, let count), .quantiles(let low, let high, let count):
            guard 0 <= low, low <= high, high <= 1 else { return "shares go from 0 to 1, the lower one first" }
            return (1...Self.most).contains(count) ? nil : "there are from 1 to \(Self.most) of them"
        case .steps(let start, let stop, let step):
            guard start.isFinite, stop.isFinite, start <= stop, step > 0 else {
                return "they go from the start up to the stop, a step over 0 apart"
            }
            return (stop - start) / step < Double(Self.most) ? nil : "there are from 1 to \(Self.most) of them"
        }
    }

    /// Without repetitions, in ascending order of their shares, quantiles or values; none for no scores.
    package func values(of scores: [Double], direction: ScoreDirection) -> [Double] {
        precondition(problem == nil, "no thresholds \(self): \(problem ?? "")")
        var values: [Double]
        switch self {
        case .flaggedShares(let low, let high, let count):
            // The highest of lower scores is the lowest of higher ones.
            let turned = scores.map { -direction.oriented($0) }
            values = Self.quantiles(turned, low, high, count).map { -direction.oriented($0) }
        case .quantiles(let low, let high, let count): values = Self.quantiles(scores, low, high, count)
        case .steps(let start, let stop, let step):
            // What rounding adds to the last is no reason to leave it out.
            let count = Int(((stop - start) / step + 1e-9).rounded(.down)) + 1
            values = (0..<count).map { start + Double($0) * step }
        }
        values = values.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
        return values
    }

    private static func quantiles(_ scores: [Double], _ low: Double, _ high: Double, _ count: Int) -> [Double] {
        guard !scores.isEmpty else { return [] }
        let sorted = scores.sorted()
        return (0..<count).map { place in
            // As NumPy's `linspace` has it, the last is exact.
            let share =
                place + 1 == count && count > 1
                ? high : low + Double(place) * ((high - low) / Double(max(1, count - 1)))
            return quantile(sorted: sorted, share)
        }
    }
}
