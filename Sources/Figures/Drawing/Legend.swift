/// Names beside samples of the marks, in rows above a plot.
struct Legend {
    struct Entry {
        enum Sample {
            /// A piece of the line, perhaps with its marker and band.
            case line(hasMarker: Bool, hasBand: Bool)
            case marker
            case column
            case guide
        }

        var name: String
        var hue: Hue
        var sample: Sample
        /// Whether a line is solid whatever its hue, as the only one of its plot is.
        var isSolid = false
    }

    static let rowHeight = 20.0
    private static let sampleWidth = 26.0
    private static let gap = 16.0

    let entries: [Entry]
    let width: Double
    /// Entries with the left end of each, row by row.
    private let rows: [[(entry: Entry, left: Double, width: Double)]]

    init(_ entries: [Entry], width: Double) {
        self.entries = entries
        self.width = width
        var rows: [[(entry: Entry, left: Double, width: Double)]] = []
        var right = Double.infinity
        for entry in entries {
            let needed = min(width, Self.sampleWidth + 6 + TextWidth.of(entry.name, size: Drawing.labelSize))
            if right + Self.gap + needed > width {
                rows.append([])
                right = -Self.gap
            }
            rows[rows.count - 1].append((entry, right + Self.gap, needed))
            right += Self.gap + needed
        }
        self.rows = rows
    }

    var height: Double { Double(rows.count) * Self.rowHeight }

    /// How wide the only row is; nil when there are more.
    var onlyRowWidth: Double? { rows.count == 1 ? rows[0].last.map { $0.left + $0.width } : nil }

    func marks(left: Double, top: Double) -> [Markup] {
        rows.enumerated().flatMap { index, row in
            row.flatMap { entry, offset, width in
                marks(entry, x: left + offset, y: top + (Double(index) + 0.5) * Self.rowHeight, width: width)
            }
        }
    }

    private func marks(_ entry: Entry, x: Double, y: Double, width: Double) -> [Markup] {
        let label = Markup.label(
            entry.name, x: x + Self.sampleWidth + 6, y: y + 4.5, width: width - Self.sampleWidth - 6 + 0.01)
        return [sample(entry, x: x, y: y), .filled(.ink, [], [label])]
    }

    private func sample(_ entry: Entry, x: Double, y: Double) -> Markup {
        let middle = x + Self.sampleWidth / 2
        let line = Markup.path("M\(coordinate(x)) \(coordinate(y))h\(coordinate(Self.sampleWidth))")
        switch entry.sample {
        case .marker: return .filled(entry.hue.paint, [], [entry.hue.marker(middle, y, size: 4.4)])
        case .column:
            let box = Box(left: middle - 6, top: y - 6, width: 12, height: 12)
            return .filled(entry.hue.paint, [Attribute("fill-opacity", ".75")], [.rectangle(box)])
        case .guide: return .stroked(.soft, guideStroke, [line])
        case .line(let hasMarker, let hasBand):
            let band = Markup.filled(
                entry.hue.paint, [Attribute("fill-opacity", ".2")],
                [.rectangle(Box(left: x, top: y - 6, width: Self.sampleWidth, height: 12))])
            return .tag(
                "g", [:],
                (hasBand ? [band] : []) + [
                    .stroked(entry.hue.paint, lineStroke(entry.hue, isSolid: entry.isSolid), [line])
                ] + (hasMarker ? [.filled(entry.hue.paint, [], [entry.hue.marker(middle, y)])] : []))
        }
    }
}

/// How lines of data are drawn.
func lineStroke(_ hue: Hue, isSolid: Bool) -> [Attribute] {
    [Attribute("stroke-width", "2"), Attribute("stroke-linejoin", "round")]
        + (isSolid ? [] : hue.dash.map { [Attribute("stroke-dasharray", $0)] } ?? [])
}

/// How lines are drawn that the data are read against.
let guideStroke = [Attribute("stroke-width", "1.2"), Attribute("stroke-dasharray", "1.5 3")]
