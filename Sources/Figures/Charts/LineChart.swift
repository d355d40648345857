/// Lines, steps and columns over a shared x axis, in one panel or in several, one above the other.
package struct LineChart: Codable, Sendable, Equatable {
    package struct Panel: Codable, Sendable, Equatable {
        package var y: Axis
        package var series: [LineSeries]
        package var guides: [Guide]
        /// The height of the plot in units of the drawing, which is 370 wide.
        package var height: Double

        package init(y: Axis, series: [LineSeries], guides: [Guide] = [], height: Double = 180) {
            self.y = y
            self.series = series
            self.guides = guides
            self.height = height
        }
    }

    /// A line that the data are read against.
    package struct Guide: Codable, Sendable, Equatable {
        package enum Kind: String, Codable, Sendable {
            /// y = x: the chance line of a ROC curve, perfect calibration.
            case diagonal
            /// y = value.
            case horizontal
            /// x = value.
            case vertical
        }

        package var kind: Kind
        @Reading package var value: Double
        package var name: String

        package static func diagonal(_ name: String) -> Guide { Guide(kind: .diagonal, value: 0, name: name) }
        package static func horizontal(_ value: Double, _ name: String) -> Guide {
            Guide(kind: .horizontal, value: value, name: name)
        }
        package static func vertical(_ value: Double, _ name: String) -> Guide {
            Guide(kind: .vertical, value: value, name: name)
        }
    }

    package var x: Axis
    package var panels: [Panel]
    /// Whether the first panel's plot is as wide as high (curves in the unit square).
    package var isSquare: Bool

    package init(x: Axis, panels: [Panel], isSquare: Bool = false) {
        self.x = x
        self.panels = panels
        self.isSquare = isSquare
    }

    package init(x: Axis, y: Axis, series: [LineSeries], guides: [Guide] = [], isSquare: Bool = false) {
        self.init(x: x, panels: [Panel(y: y, series: series, guides: guides)], isSquare: isSquare)
    }
}

/// One line of a chart, with its band if the points have one.
package struct LineSeries: Codable, Sendable, Equatable {
    package enum Shape: Codable, Sendable, Equatable {
        case line
        /// Horizontal from each point to the next one's x, then vertical.
        case steps
        /// A column about each x, from zero: histograms. The width is in units of x.
        case columns(width: Double)
    }

    /// Which end of the values is the good one; the description then names the best point.
    package enum Goal: String, Codable, Sendable {
        case highest, lowest
    }

    package var name: String
    package var points: [LinePoint]
    package var shape: Shape
    package var hue: Hue?
    package var goal: Goal?
    /// Whether each point has a marker; without a word, when there are at most 40 points.
    package var hasMarkers: Bool?

    package init(
        _ name: String, _ points: [LinePoint], shape: Shape = .line, hue: Hue? = nil, goal: Goal? = nil,
        hasMarkers: Bool? = nil
    ) {
        self.name = name
        self.points = points
        self.shape = shape
        self.hue = hue
        self.goal = goal
        self.hasMarkers = hasMarkers
    }

    /// Values at 1, 2, 3, …: epochs, ranks, steps.
    package init(_ name: String, _ values: [Double], hue: Hue? = nil, goal: Goal? = nil) {
        self.init(name, values.enumerated().map { LinePoint(Double($0 + 1), $1) }, hue: hue, goal: goal)
    }
}

/// A point of a line, and the ends of the band about it.
package struct LinePoint: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package var band: Interval?

    package init(_ x: Double, _ y: Double, band: Interval? = nil) {
        self.x = x
        self.y = y
        self.band = band
    }
}

/// The ends of a band or an error bar, as values of the axis.
package struct Interval: Codable, Sendable, Equatable {
    @Reading package var low: Double
    @Reading package var high: Double

    package init(_ low: Double, _ high: Double) {
        self.low = low
        self.high = high
    }

    /// A value and its deviation; with `nonNegative` nothing reaches below zero.
    package init(about value: Double, deviation: Double, nonNegative: Bool = false) {
        self.init(nonNegative ? max(0, value - deviation) : value - deviation, value + deviation)
    }
}

/// As JSON a point is `[x, y]` or `[x, y, low, high]`.
extension LinePoint: Codable {
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let numbers = try container.decodeReadings()
        guard numbers.count == 2 || numbers.count == 4 else {
            throw container.wrongCount(numbers.count, expected: "[x, y] or [x, y, low, high]")
        }
        self.init(numbers[0], numbers[1], band: numbers.count == 4 ? Interval(numbers[2], numbers[3]) : nil)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(readings: [x, y] + (band.map { [$0.low, $0.high] } ?? []))
    }
}
