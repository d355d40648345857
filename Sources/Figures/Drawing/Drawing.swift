/// What a chart becomes: marks and how much room they take. All drawings are 370 units wide; on a phone of 360 pixels a unit
/// is 0.89 of them, in a wide page about 1.15, so that texts of 12 and 13 units read in both.
struct Drawing {
    static let width = 370.0
    static let tickSize = 12.0
    static let labelSize = 13.0

    var marks: [Markup]
    var height: Double
}

/// A rectangle of the drawing.
struct Box: Equatable {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    var right: Double { left + width }
    var bottom: Double { top + height }
    var middleX: Double { left + width / 2 }
    var middleY: Double { top + height / 2 }
}

/// A coordinate with one decimal at most: a tenth of a unit is finer than a pixel.
func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((max(-1e5, min(1e5, value)) * 10).rounded())
    let (whole, part) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + (part == 0 ? "\(whole)" : "\(whole).\(part)")
}

extension Markup {
    /// A group of marks of one colour.
    static func group(_ paint: Paint, _ attributes: [Attribute] = [], _ children: [Markup]) -> Markup {
        .element("g", [Attribute("class", paint.className), Attribute("color", paint.fallback)] + attributes, children)
    }

    /// Marks that are filled with the colour of their group.
    static func filled(_ paint: Paint, _ attributes: [Attribute] = [], _ children: [Markup]) -> Markup {
        .group(paint, [Attribute("fill", "currentColor")] + attributes, children)
    }

    /// Lines of the colour of their group.
    static func stroked(_ paint: Paint, _ attributes: [Attribute] = [], _ children: [Markup]) -> Markup {
        .group(paint, [Attribute("fill", "none"), Attribute("stroke", "currentColor")] + attributes, children)
    }

    /// What a pointer that rests on the mark is told.
    static func title(_ text: String) -> Markup { .tag("title", [:], .text(text)) }

    static func path(_ data: String, _ children: Markup...) -> Markup { .tag("path", ["d": data], children) }

    static func rectangle(_ box: Box, opacity: Double? = nil, _ children: Markup...) -> Markup {
        let opacity = opacity.map { [Attribute("fill-opacity", fixed($0, digits: 2))] } ?? []
        return .element(
            "rect",
            [
                Attribute("x", coordinate(box.left)), Attribute("y", coordinate(box.top)),
                Attribute("width", coordinate(max(0, box.width))), Attribute("height", coordinate(max(0, box.height))),
            ] + opacity, children)
    }
}

/// Where a text is held: at its start, middle or end.
enum Anchor: String {
    case start, middle, end
}

extension Markup {
    /// A line of text; `y` is its baseline. A text cut to `width` tells the whole of itself on hover.
    static func label(
        _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, size: Double = Drawing.labelSize,
        width: Double = .infinity, rotation: Double = 0, isStrong: Bool = false
    ) -> Markup {
        let shown = TextWidth.fitted(text, size: size, width: width)
        var attributes = [Attribute("x", coordinate(x)), Attribute("y", coordinate(y))]
        if anchor != .start { attributes.append(Attribute("text-anchor", anchor.rawValue)) }
        if size != Drawing.labelSize { attributes.append(Attribute("font-size", coordinate(size))) }
        if isStrong { attributes.append(Attribute("font-weight", "600")) }
        if rotation != 0 {
            let angle = "rotate(\(coordinate(rotation)) \(coordinate(x)) \(coordinate(y)))"
            attributes.append(Attribute("transform", angle))
        }
        return .element("text", attributes, [.text(shown)] + (shown == text ? [] : [.title(text)]))
    }

    /// A line of text about a place, or a little beside it where the drawing ends, and cut to the drawing's width.
    static func centred(
        _ text: String, about x: Double, y: Double, size: Double = Drawing.labelSize, isStrong: Bool = false
    ) -> Markup {
        let half = min(Drawing.width, TextWidth.of(text, size: size) * (isStrong ? 1.05 : 1)) / 2
        let middle = max(min(x, Drawing.width - half), half)
        return .label(text, x: middle, y: y, .middle, size: size, width: Drawing.width, isStrong: isStrong)
    }

    /// What stands in a plot that has nothing to show.
    static func nothing(in box: Box) -> Markup {
        .filled(.soft, [], [.label("no finite values", x: box.middleX, y: box.middleY + 4, .middle)])
    }
}

/// Notes under a plot, each in as many lines as it needs.
struct Notes {
    let marks: [Markup]
    let height: Double
    private static let pitch = 17.0

    init(_ notes: [String?], top: Double) {
        let lines = notes.compactMap(\.self).flatMap {
            TextWidth.lines($0, size: Drawing.tickSize, width: Drawing.width)
        }
        let labels = lines.enumerated().map { index, line in
            Markup.label(
                line, x: Drawing.width / 2, y: top + 14 + Double(index) * Self.pitch, .middle, size: Drawing.tickSize)
        }
        marks = labels.isEmpty ? [] : [.filled(.soft, [], labels)]
        height = labels.isEmpty ? 0 : Double(lines.count) * Self.pitch + 3
    }
}

/// A note under a plot about values that have no place in it.
func omissionNote(_ omitted: Int, of count: Int) -> String? {
    guard omitted > 0, omitted < count else { return nil }
    return "not drawn, because not finite or off the scale: \(grouped(omitted)) of \(grouped(count)) values"
}
