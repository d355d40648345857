/// Points of one or more classes in a plane.
package struct ScatterChart: Codable, Sendable, Equatable {
    package struct PointClass: Codable, Sendable, Equatable {
        package var name: String
        package var points: [Point]
        package var hue: Hue?

        package init(_ name: String, _ points: [Point], hue: Hue? = nil) {
            self.name = name
            self.points = points
            self.hue = hue
        }
    }

    package struct Point: Sendable, Equatable {
        package var x: Double
        package var y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    package var x: Axis
    package var y: Axis
    package var classes: [PointClass]
    /// Whether a unit is as long on one axis as on the other, as distances in an embedding need it.
    package var hasEqualUnits: Bool

    package init(x: Axis, y: Axis, classes: [PointClass], hasEqualUnits: Bool = false) {
        self.x = x
        self.y = y
        self.classes = classes
        self.hasEqualUnits = hasEqualUnits
    }
}

/// As JSON a point is `[x, y]`.
extension ScatterChart.Point: Codable {
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let numbers = try container.decodeReadings()
        guard numbers.count == 2 else { throw container.wrongCount(numbers.count, expected: "[x, y]") }
        self.init(numbers[0], numbers[1])
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(readings: [x, y])
    }
}
