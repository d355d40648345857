extension Chart {
    /// The data in words: one or more sentences without the last full stop.
    var description: String {
        switch self {
        case .lines(let chart): chart.words
        case .bars(let chart): chart.words
        case .scatter(let chart): chart.words
        case .heatMap(let map): map.words
        case .histogram(let chart): chart.words
        case .boxes(let chart): chart.words
        case .tokens(let strip): strip.words
        }
    }
}

extension BarChart {
    /// "mean shift: avg_logp 2.1 (1.2 to 3), …": all bars when they are few, else the largest three and the smallest.
    fileprivate var words: String {
        let drawn = bars.filter { $0.value.isDrawable }
        guard !drawn.isEmpty else { return "\(value.label): no finite values" }
        let missing = bars.count - drawn.count
        let suffix = missing > 0 ? "; \(counted(missing, "value")) not finite" : ""
        if drawn.count <= 6 { return "\(value.label): \(drawn.map(word).joined(separator: ", "))" + suffix }
        let order = drawn.indices.sorted { (drawn[$0].value, $1) > (drawn[$1].value, $0) }.map { drawn[$0] }
        return "\(value.label) of \(counted(drawn.count, category)): largest "
            + order.prefix(3).map(word).joined(separator: ", ") + "; smallest \(word(order[order.count - 1]))" + suffix
    }

    private func word(_ bar: Bar) -> String {
        let ends = bar.interval.map { " (\(value.text($0.low)) to \(value.text($0.high)))" } ?? ""
        return "\(bar.label) \(value.text(bar.value))\(ends)"
    }
}

extension ScatterChart {
    /// "300 hallucinated and 300 correct points; the nearest neighbour of 98.0% of them is of the same class".
    fileprivate var words: String {
        let points = classes.enumerated().flatMap { index, one in
            one.points.filter { $0.x.isDrawable && $0.y.isDrawable }.map { (point: $0, of: index) }
        }
        guard !points.isEmpty else { return "no finite values" }
        let counts = classes.indices.map { index in
            "\(grouped(points.count { $0.of == index })) \(classes[index].name)"
        }
        var words = enumerated(counts) + (points.count == 1 ? " point" : " points")
        if classes.count > 1, (2...4000).contains(points.count) {
            let share =
                Double(points.indices.count { points[nearest(to: $0, points)].of == points[$0].of })
                / Double(points.count)
            words += "; the nearest neighbour of \(percent(share, digits: 1)) of them is of the same class"
        }
        let missing = classes.reduce(0) { $0 + $1.points.count } - points.count
        return words + (missing > 0 ? "; \(counted(missing, "point")) not finite" : "")
    }

    private func nearest(to index: Int, _ points: [(point: Point, of: Int)]) -> Int {
        var (best, distance) = (index, Double.infinity)
        for other in points.indices where other != index {
            let (x, y) = (points[other].point.x - points[index].point.x, points[other].point.y - points[index].point.y)
            if x * x + y * y < distance { (best, distance) = (other, x * x + y * y) }
        }
        return best
    }
}

extension HeatMap {
    /// All cells when they are few, else the largest and the smallest.
    fileprivate var words: String {
        let named = rows.indices.flatMap { row in
            columns.indices.compactMap { column in
                cell(row, column).map { (name: name(row, column), cell: $0) }
            }
        }
        let drawn = named.filter { $0.cell.value.isDrawable }
        guard let first = drawn.first else { return "\(measure): no finite values" }
        if named.count <= 9 { return "\(measure): " + named.map { word($0.name, $0.cell) }.joined(separator: "; ") }
        let low = drawn.reduce(first) { $1.cell.value < $0.cell.value ? $1 : $0 }
        let high = drawn.reduce(first) { $1.cell.value > $0.cell.value ? $1 : $0 }
        return "\(measure) in \(rows.count) rows and \(columns.count) columns: highest \(word(high.name, high.cell)); "
            + "lowest \(word(low.name, low.cell))"
    }

    private func name(_ row: Int, _ column: Int) -> String {
        let isOnly = rows.count == 1 && rowTitle.isEmpty
        let rowName = isOnly ? "" : rowTitle.isEmpty || rows[row].isEmpty ? rows[row] : "\(rowTitle) \(rows[row])"
        let columnName = columnTitle.isEmpty ? columns[column] : "\(columnTitle) \(columns[column])"
        return [rowName, columnName].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// "avg_logp −0.94", or with several lines "actual correct, predicted correct: 295 (98.7% of row)".
    private func word(_ name: String, _ cell: Cell) -> String {
        guard let lines = cell.lines, let first = lines.first else { return "\(name) \(short(cell.value))" }
        return lines.count == 1
            ? "\(name) \(first)" : "\(name): \(first) (\(lines.dropFirst().joined(separator: ", ")))"
    }
}

/// "1 epoch", "5 epochs".
func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

/// "a", "a and b", "a, b and c".
private func enumerated(_ names: [String]) -> String {
    names.count < 2
        ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
}
