import Glibc

/// The values that an axis spans, and its ticks.
struct Domain: Equatable {
    struct Tick: Equatable {
        var value: Double
        var label: String
    }

    let low: Double
    let high: Double
    let isLogarithmic: Bool
    let ticks: [Tick]

    /// The share of the way from `low` to `high`, or nil for what the axis cannot show.
    func position(_ value: Double) -> Double? {
        guard value.isDrawable else { return nil }
        if isLogarithmic { return value > 0 ? (log(value) - log(low)) / (log(high) - log(low)) : nil }
        return (value - low) / (high - low)
    }
}

extension Double {
    /// Whether charts show it: finite, and far enough from overflow that spans are, too.
    var isDrawable: Bool { isFinite && magnitude <= 1e100 }
}

extension Domain {
    /// How an axis meets its data.
    struct Fit {
        /// At most so many intervals between ticks.
        var count = 6
        var includesZero = false
        /// Whether the ends move out to ticks.
        var endsAtTicks = true
    }

    /// What `axis` spans to show `values`; nil when there is nothing to show and the axis has no range of its own.
    static func fitting(_ values: [Double], _ axis: Axis, _ fit: Fit = Fit()) -> Domain? {
        let range = axis.range.flatMap { $0.lowerBound.isDrawable && $0.upperBound.isDrawable ? $0 : nil }
        var shown = values.filter(\.isDrawable) + (range.map { [$0.lowerBound, $0.upperBound] } ?? [])
        if isLogarithmic(axis.scale, shown) {
            shown.removeAll { $0 <= 0 }
            return logarithmic(shown, count: fit.count)
        }
        if fit.includesZero && !shown.isEmpty { shown.append(0) }
        guard var low = shown.min(), var high = shown.max() else { return nil }
        let data = (low, high)
        let least = max(max(low.magnitude, high.magnitude) * 1e-9, axis.ticks == .integers ? 1e-6 : 1e-90)
        if high - low <= least {
            (low, high) = spread(about: low, isWhole: axis.ticks == .integers, fromZero: fit.includesZero)
            (low, high) = axis.held(low, high, data)
        }
        let step = NiceStep(span: high - low, count: fit.count, isWhole: axis.ticks == .integers)
        let isFixed = range.map { $0.lowerBound <= low && high <= $0.upperBound } ?? false
        if fit.endsAtTicks && !isFixed {
            (low, high) = step.widened(low, high)
            (low, high) = axis.held(low, high, data)
        }
        return linear(low, high, step, axis.ticks, count: fit.count)
    }

    private static func isLogarithmic(_ scale: Axis.Scale, _ values: [Double]) -> Bool {
        switch scale {
        case .linear: return false
        case .logarithmic: return values.contains { $0 > 0 }
        case .automatic:
            guard let low = values.min(), let high = values.max(), low > 1e-300 else { return false }
            return high / low > 100
        }
    }

    /// A span about a single value.
    private static func spread(about value: Double, isWhole: Bool, fromZero: Bool) -> (Double, Double) {
        if isWhole && value.magnitude < 1e12 { return (value - 0.5, value + 0.5) }
        if value.magnitude < 1e-90 { return fromZero ? (0, 1) : (-1, 1) }
        return (value - value.magnitude * 0.1, value + value.magnitude * 0.1)
    }

    private static func linear(
        _ low: Double, _ high: Double, _ step: NiceStep, _ kind: Axis.Ticks, count: Int
    ) -> Domain {
        let values = kind == .none ? [] : step.multiples(from: low, to: high)
        let percentStep = NiceStep(span: (high - low) * 100, count: count)
        return Domain(
            low: low, high: high, isLogarithmic: false,
            ticks: values.map { value in
                Tick(value: value, label: kind == .percent ? percentStep.label(value * 100) + "%" : step.label(value))
            })
    }

    /// Whole decades, labelled all or every second, third, …; within two decades also 2 and 5.
    private static func logarithmic(_ values: [Double], count: Int) -> Domain? {
        guard let low = values.min(), let high = values.max(), low > 0 else { return nil }
        let first = decade(low)
        let top = decade(high)
        let last = max(powerOfTen(top) < high ? top + 1 : top, first + 1)
        let stride = max(1, (last - first + count - 1) / count)
        let isPlain = -3 <= first && last <= 3
        var ticks: [Tick] = []
        for exponent in Swift.stride(from: first, through: last, by: stride) {
            for mantissa in last - first <= 2 && exponent < last ? [1, 2, 5] : [1] {
                let step = NiceStep(mantissa: mantissa, exponent: exponent)
                ticks.append(Tick(value: step.size, label: isPlain ? step.label(step.size) : step.power))
            }
        }
        return Domain(low: powerOfTen(first), high: powerOfTen(last), isLogarithmic: true, ticks: ticks)
    }
}

extension Axis {
    /// The ends within the limits; the data stay shown even where they break the limits.
    fileprivate func held(_ low: Double, _ high: Double, _ data: (low: Double, high: Double)) -> (Double, Double) {
        guard let limits else { return (low, high) }
        let held = (max(low, min(limits.lowerBound, data.low)), min(high, max(limits.upperBound, data.high)))
        return held.0 < held.1 ? held : (low, high)
    }
}
