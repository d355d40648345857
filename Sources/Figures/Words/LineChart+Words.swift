extension LineChart {
    /// "loss: train falls from 0.69 to 0.2 over 5 epochs; best 0.2 at epoch 5. validation falls from …"
    var words: String { panels.map(words).joined(separator: ". ") }

    private func words(_ panel: Panel) -> String {
        let sentences = panel.series.map { $0.words(x: x, y: panel.y) }
        let guides = panel.guides.map { "reference line: \($0.name)" }
        let isNamed = panel.series.count == 1 && panel.series[0].name == panel.y.label
        let text = (sentences + guides).joined(separator: ". ")
        if text.isEmpty { return "\(panel.y.label): no finite values" }
        return isNamed ? text : "\(panel.y.label): \(text)"
    }
}

extension LineSeries {
    fileprivate func words(x: Axis, y: Axis) -> String {
        let drawn = points.filter { $0.x.isDrawable && $0.y.isDrawable }
        let missing = points.count - drawn.count
        let suffix = missing > 0 && !drawn.isEmpty ? "; \(counted(missing, "value")) not finite" : ""
        guard let first = drawn.first, let last = drawn.last else { return "\(name) has no finite values" }
        if drawn.count == 1 { return "\(name) is \(y.text(first.y)) at \(place(first, x))" + suffix }
        if columnWidth > 0 { return columnWords(drawn, x: x, y: y) + suffix }
        return "\(name) \(course(first, last, drawn, x: x, y: y))\(extremes(drawn, x: x, y: y))" + suffix
    }

    private func place(_ point: LinePoint, _ x: Axis) -> String { "\(x.label) \(x.text(point.x))" }

    private func course(_ first: LinePoint, _ last: LinePoint, _ drawn: [LinePoint], x: Axis, y: Axis) -> String {
        let isNoun = x.ticks == .integers && !x.label.contains(" ")
        let over =
            isNoun
            ? "over \(counted(drawn.count, x.label))"
            : "as \(x.label) goes from \(x.text(first.x)) to \(x.text(last.x))"
        let (start, end) = (y.text(first.y), y.text(last.y))
        if drawn.allSatisfy({ $0.y == first.y }) { return "stays at \(start) \(over)" }
        if start == end { return "starts and ends at \(start) \(over)" }
        return "\(first.y < last.y ? "rises" : "falls") from \(start) to \(end) \(over)"
    }

    /// The best point where the series knows which end is good; else the peaks that the ends do not tell.
    private func extremes(_ drawn: [LinePoint], x: Axis, y: Axis) -> String {
        let high = drawn.reduce(drawn[0]) { $1.y > $0.y ? $1 : $0 }
        let low = drawn.reduce(drawn[0]) { $1.y < $0.y ? $1 : $0 }
        if high.y == low.y { return "" }
        if let goal {
            let best = goal == .highest ? high : low
            return "; best \(y.text(best.y)) at \(place(best, x))"
        }
        let ends = [drawn[0].y, drawn[drawn.count - 1].y]
        return (ends.contains(high.y) ? "" : "; highest \(y.text(high.y)) at \(place(high, x))")
            + (ends.contains(low.y) ? "" : "; lowest \(y.text(low.y)) at \(place(low, x))")
    }

    private func columnWords(_ drawn: [LinePoint], x: Axis, y: Axis) -> String {
        let high = drawn.reduce(drawn[0]) { $1.y > $0.y ? $1 : $0 }
        return "\(name) in \(counted(drawn.count, "column")), highest \(y.text(high.y)) at \(place(high, x))"
    }
}
