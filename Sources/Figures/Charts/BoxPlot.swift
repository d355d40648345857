/// How the values of some groups lie: their quartiles, how far they reach, and what lies far out.
package struct BoxPlot: Codable, Sendable, Equatable {
    package struct Group: Codable, Sendable, Equatable {
        package var label: String
        /// How many values there are.
        package var count: Int
        /// The ends of the whiskers.
        @Reading package var low: Double
        @Reading package var high: Double
        @Reading package var lowerQuartile: Double
        @Reading package var median: Double
        @Reading package var upperQuartile: Double
        /// The values beyond the whiskers.
        package var outliers: [Reading]
        package var hue: Hue?
    }

    /// What the groups are: "class". Heads the first column of the data.
    package var category: String
    package var value: Axis
    package var groups: [Group]

    package init(category: String, value: Axis, groups: [Group]) {
        self.category = category
        self.value = value
        self.groups = groups
    }
}

extension BoxPlot.Group {
    /// Tukey's box: quartiles between the nearest ranks, as NumPy has them, and whiskers to the last values that are within
    /// one and a half times the box's length of it. Values that are not finite are left out.
    package init(_ label: String, of values: [Double], hue: Hue? = nil) {
        let sorted = values.filter(\.isDrawable).sorted()
        let (lower, middle, upper) = (sorted.quantile(0.25), sorted.quantile(0.5), sorted.quantile(0.75))
        let reach = 1.5 * (upper - lower)
        let inside = sorted.filter { $0 >= lower - reach && $0 <= upper + reach }
        let low = min(inside.first ?? .nan, lower)
        let high = max(inside.last ?? .nan, upper)
        self.init(
            label: label, count: sorted.count, low: low, high: high, lowerQuartile: lower, median: middle,
            upperQuartile: upper,
            outliers: sorted.filter { $0 < low || $0 > high }.map { Reading(wrappedValue: $0) }, hue: hue)
    }

    var isDrawable: Bool { [low, lowerQuartile, median, upperQuartile, high].allSatisfy(\.isDrawable) }
}

extension [Double] {
    /// Of sorted values; not a number where there are none.
    fileprivate func quantile(_ share: Double) -> Double {
        guard let last = indices.last else { return .nan }
        let rank = share * Double(last)
        let below = Int(rank)
        let above = Swift.min(below + 1, last)
        return self[below] + (self[above] - self[below]) * (rank - Double(below))
    }
}
