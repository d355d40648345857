/// The names of a panel's lines at their right ends, in the lines' colours: there they are read without a look at a legend.
struct EndLabels {
    struct Entry {
        var name: String
        var hue: Hue
        /// Where the line ends, and the middle of its name.
        var end: Double
        var middle: Double
    }

    /// From the plot to the names: past a marker on its edge.
    private static let gap = 9.0
    private static let pitch = 15.0
    /// As far as a name may stand above or below the end of its line, and still be seen to be its name.
    private static let furthest = 5.0
    private static let widest = 110.0

    /// From the top.
    let entries: [Entry]

    /// How much room at the right the names of a chart's lines need; nil where legends read better: with one line or many,
    /// with columns, with lines that the data are read against, or with long names.
    static func room(for chart: LineChart) -> Double? {
        let named = chart.panels.filter { $0.series.count > 1 }
        let isFit = named.allSatisfy {
            (2...4).contains($0.series.count) && $0.series.allSatisfy { $0.columnWidth == 0 }
        }
        let widths = named.flatMap(\.series).map { TextWidth.of($0.name, size: Drawing.labelSize) }
        guard let width = widths.max(), width <= widest, isFit, !chart.isSquare,
            chart.panels.allSatisfy(\.guides.isEmpty)
        else { return nil }
        return width + gap
    }

    /// Nil where the lines do not all end at the right edge, or end so near each other that their names would not tell which
    /// is which.
    init?(_ lines: [SeriesDrawing], in box: Box) {
        var entries: [Entry] = []
        for line in lines {
            guard let end = line.end, end.x >= box.right - 1 else { return nil }
            entries.append(Entry(name: line.series.name, hue: line.hue, end: end.y, middle: end.y))
        }
        entries.sort { $0.end < $1.end }
        guard zip(entries, entries.dropFirst()).allSatisfy({ $1.end - $0.end >= Self.pitch - 2 * Self.furthest }) else {
            return nil
        }
        self.entries = Self.apart(entries, in: box)
        guard self.entries.allSatisfy({ ($0.middle - $0.end).magnitude <= Self.furthest }),
            zip(self.entries, self.entries.dropFirst()).allSatisfy({ $1.middle - $0.middle >= Self.pitch - 0.1 })
        else { return nil }
    }

    /// Neighbours that touch give way to each other by the same, within the plot's height.
    private static func apart(_ entries: [Entry], in box: Box) -> [Entry] {
        var entries = entries
        for _ in 0..<20 {
            for index in entries.indices.dropFirst() {
                let missing = pitch - (entries[index].middle - entries[index - 1].middle)
                guard missing > 0 else { continue }
                entries[index - 1].middle -= missing / 2
                entries[index].middle += missing / 2
            }
            for index in entries.indices {
                entries[index].middle = max(box.top, min(box.bottom, entries[index].middle))
            }
        }
        return entries
    }

    func marks(right: Double) -> [Markup] {
        entries.map { entry in
            .filled(entry.hue.textPaint, [], [.label(entry.name, x: right + Self.gap, y: entry.middle + 4.5)])
        }
    }
}
