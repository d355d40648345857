extension Histogram {
    /// "score of responses in 20 columns of 0.05: 299 correct, most from 0 to 0.05 (295); 301 hallucinated, most from …".
    var words: String {
        guard bins > 0 else { return "\(x.label): no finite values" }
        let columns = "\(x.label) of \(counted) in \(Figures.counted(bins, "column")) of \(x.text(width))"
        return "\(columns): \(classes.map(words).joined(separator: "; "))"
            + (omitted > 0 ? "; \(Figures.counted(omitted, "value")) not finite" : "")
    }

    private func words(_ of: CountedClass) -> String {
        let most = (0..<bins).reduce(0) { count(of, $1) > count(of, $0) ? $1 : $0 }
        let all = "\(short(total(of))) \(of.name)"
        guard count(of, most) > 0 else { return all }
        return "\(all), most from \(x.text(edge(most))) to \(x.text(edge(most + 1))) (\(grouped(count(of, most))))"
    }
}

extension BoxPlot {
    /// All groups when they are few, else those with the highest and the lowest median.
    var words: String {
        let drawn = groups.filter(\.isDrawable)
        guard let first = drawn.first else { return "\(value.label): no finite values" }
        if drawn.count <= 6 { return "\(value.label): \(drawn.map(words).joined(separator: "; "))" }
        let high = drawn.reduce(first) { $1.median > $0.median ? $1 : $0 }
        let low = drawn.reduce(first) { $1.median < $0.median ? $1 : $0 }
        return "\(value.label) of \(drawn.count) groups: highest \(words(high)); lowest \(words(low))"
    }

    /// "correct, median 0.5 of 50 values, middle half 0.4 to 0.6, from 0.1 to 0.9, 2 beyond".
    private func words(_ group: Group) -> String {
        let parts = [
            "median \(value.text(group.median)) of \(Figures.counted(group.count, "value"))",
            "middle half \(value.text(group.lowerQuartile)) to \(value.text(group.upperQuartile))",
            "from \(value.text(group.low)) to \(value.text(group.high))",
        ]
        let beyond = group.outliers.isEmpty ? [] : ["\(grouped(group.outliers.count)) beyond"]
        return ([group.label] + parts + beyond).joined(separator: ", ")
    }
}

extension TokenStrip {
    /// "surprisal of 12 tokens: highest “Paris” 4.2 (token 3); lowest “the” 0.01 (token 1); mean 1.2".
    var words: String {
        let drawn = tokens.enumerated().filter { $0.element.value.isDrawable }
        guard let first = drawn.first else { return "\(measure.label): no finite values" }
        let high = drawn.reduce(first) { $1.element.value > $0.element.value ? $1 : $0 }
        let low = drawn.reduce(first) { $1.element.value < $0.element.value ? $1 : $0 }
        let mean = drawn.reduce(0) { $0 + $1.element.value / Double(drawn.count) }
        let missing = tokens.count - drawn.count
        return "\(measure.label) of \(counted(tokens.count, piece)): highest \(words(high)); lowest \(words(low)); "
            + "mean \(measure.text(mean))" + (missing > 0 ? "; \(counted(missing, "value")) not finite" : "")
    }

    private func words(_ token: (offset: Int, element: Token)) -> String {
        "“\(token.element.shown)” \(measure.text(token.element.value)) (\(piece) \(token.offset + 1))"
    }
}
