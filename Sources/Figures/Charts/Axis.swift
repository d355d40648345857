/// What one direction of a chart measures.
package struct Axis: Codable, Sendable, Equatable {
    package enum Scale: String, Codable, Sendable {
        case linear
        case logarithmic
        /// Logarithmic where all values are positive and span more than two decades, else linear.
        case automatic
    }

    package enum Ticks: String, Codable, Sendable {
        case numbers
        /// Whole numbers only: epochs, ranks, counts.
        case integers
        /// Shares, written as percentages.
        case percent
        /// None, where the numbers mean nothing (t-SNE).
        case none
    }

    package var label: String
    /// Written after the label, in parentheses.
    package var unit: String?
    /// What is shown at least; values outside it widen it. Without it the data decide.
    package var range: ClosedRange<Double>?
    /// Beyond which there can be no value, so that no empty room is shown there: 0...1 for a score.
    package var limits: ClosedRange<Double>?
    package var scale: Scale
    package var ticks: Ticks

    package init(
        _ label: String, unit: String? = nil, range: ClosedRange<Double>? = nil,
        limits: ClosedRange<Double>? = nil, scale: Scale = .linear, ticks: Ticks = .numbers
    ) {
        self.label = label
        self.unit = unit
        self.range = range
        self.limits = limits
        self.scale = scale
        self.ticks = ticks
    }

    var title: String { unit.map { "\(label) (\($0))" } ?? label }

    /// A value in the axis's own form, for value labels, hover texts, descriptions and tables.
    func text(_ value: Double) -> String { text(value, digits: 4) }

    /// The same with so many significant digits.
    func text(_ value: Double, digits: Int) -> String {
        ticks == .percent ? percent(value, digits: 1) : short(value, digits: digits)
    }
}

/// The colour of a class or series, after Okabe and Ito (https://jfly.uni-koeln.de/color/), with which always go a marker
/// shape and a dash, so that nothing is told by colour alone. The two that are too pale on white are darkened.
package enum Hue: String, Codable, Sendable, CaseIterable {
    case blue, vermillion, green, purple, ochre, gray

    /// The hue of the series at `index` when it names none.
    static func of(_ index: Int) -> Hue { allCases[index % allCases.count] }
}
