/// A bar for each of some named things.
package struct BarChart: Codable, Sendable, Equatable {
    package enum Direction: String, Codable, Sendable {
        case horizontal, vertical
    }

    package struct Bar: Codable, Sendable, Equatable {
        package var label: String
        @Reading package var value: Double
        /// The ends of the error bar.
        package var interval: Interval?
        package var hue: Hue?

        package init(_ label: String, _ value: Double, interval: Interval? = nil, hue: Hue? = nil) {
            self.label = label
            self.value = value
            self.interval = interval
            self.hue = hue
        }
    }

    /// What the bars are: "feature". Heads the first column of the data.
    package var category: String
    package var value: Axis
    package var bars: [Bar]
    package var direction: Direction
    /// What the error bars show: "one standard deviation".
    package var intervalName: String?

    package init(
        category: String, value: Axis, bars: [Bar], direction: Direction = .horizontal, intervalName: String? = nil
    ) {
        self.category = category
        self.value = value
        self.bars = bars
        self.direction = direction
        self.intervalName = intervalName
    }
}
