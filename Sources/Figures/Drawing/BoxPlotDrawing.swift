/// A box plot laid out: a row for each group, so that names have room.
struct BoxPlotDrawing {
    private let chart: BoxPlot
    private let plot: Plot
    private static let pitch = 36.0
    /// So many outliers of a group each tell their values on hover.
    private static let mostHovers = 100

    init(_ chart: BoxPlot) {
        self.chart = chart
        let names = chart.groups.map { TextWidth.of($0.label, size: Drawing.labelSize) }.max() ?? 0
        let left = min(names, 140) + 14
        let box = Box(
            left: left, top: 4, width: Drawing.width - left - 16,
            height: max(60, Double(chart.groups.count) * Self.pitch))
        let values = chart.groups.filter(\.isDrawable).flatMap { group in
            [group.low, group.lowerQuartile, group.upperQuartile, group.high, group.median]
                + group.outliers.map(\.wrappedValue)
        }
        plot = Plot(box: box, x: Plot.acrossDomain(values, chart.value, width: box.width, Domain.Fit()), y: nil)
    }

    func draw() -> Drawing {
        var marks = [plot.grid(vertical: true, horizontal: false)]
        let drawn = chart.groups.count { place($0) != nil }
        if drawn == 0 { marks.append(.nothing(in: plot.box)) }
        for index in chart.groups.indices {
            marks += row(index, middle: plot.box.top + (Double(index) + 0.5) * Self.pitch)
        }
        marks += plot.acrossAxis(labelled: true)
        let title = chart.value.title + (plot.x?.isLogarithmic == true ? ", log scale" : "")
        marks.append(.filled(.ink, [], [plot.acrossTitle(title, y: plot.box.bottom + 36)]))
        let reading = "box: middle half and median; line: within 1.5 boxes of it; points: beyond"
        let omission = omissionNote(chart.groups.count - drawn, of: chart.groups.count)
        let bottom = plot.box.bottom + 42
        let notes = Notes([drawn > 0 ? reading : nil, omission], top: bottom)
        return Drawing(marks: marks + notes.marks, height: bottom + notes.height)
    }

    private typealias Place = (low: Double, lower: Double, median: Double, upper: Double, high: Double)

    private func place(_ group: BoxPlot.Group) -> Place? {
        guard let low = plot.across(group.low), let lower = plot.across(group.lowerQuartile),
            let median = plot.across(group.median), let upper = plot.across(group.upperQuartile),
            let high = plot.across(group.high)
        else { return nil }
        return (low, lower, median, upper, high)
    }

    private func row(_ index: Int, middle: Double) -> [Markup] {
        let group = chart.groups[index]
        let hue = group.hue ?? Hue.of(index)
        let right = plot.box.left - 10
        let name = Markup.filled(.ink, [], [.label(group.label, x: right, y: middle + 4.5, .end, width: right)])
        guard let place = place(group) else { return [name] }
        let y = coordinate(middle)
        let whiskers =
            "M\(coordinate(place.low)) \(y)H\(coordinate(place.lower))M\(coordinate(place.upper)) \(y)"
            + "H\(coordinate(place.high))"
            + [place.low, place.high].map { "M\(coordinate($0)) \(coordinate(middle - 5))v10" }.joined()
        let box = Box(
            left: min(place.lower, place.upper), top: middle - 10, width: abs(place.upper - place.lower), height: 20)
        let median = "M\(coordinate(place.median)) \(coordinate(middle - 10))v20"
        return [
            name,
            .stroked(.ink, [Attribute("stroke-width", "1.3")], [.path(whiskers, .title(hover(group)))]),
            .filled(
                hue.paint, [Attribute("fill-opacity", ".35"), Attribute("stroke", "currentColor")],
                [.rectangle(box, .title(hover(group)))]),
            .stroked(.ink, [Attribute("stroke-width", "2.2")], [.path(median, .title(hover(group)))]),
        ] + outliers(group, hue, middle: middle)
    }

    /// Each place once: of thousands of outliers many look the same.
    private func outliers(_ group: BoxPlot.Group, _ hue: Hue, middle: Double) -> [Markup] {
        let tellsValues = group.outliers.count <= Self.mostHovers
        var taken: Set<String> = []
        let marks = group.outliers.map(\.wrappedValue).compactMap { value -> Markup? in
            guard let x = plot.across(value), tellsValues || taken.insert(coordinate(x)).inserted else { return nil }
            guard tellsValues else { return hue.marker(x, middle, size: 2.8) }
            return hue.marker(x, middle, size: 2.8, .title("\(group.label): \(chart.value.text(value))"))
        }
        return marks.isEmpty ? [] : [.filled(hue.paint, [Attribute("fill-opacity", ".8")], marks)]
    }

    private func hover(_ group: BoxPlot.Group) -> String {
        let values = [group.low, group.lowerQuartile, group.median, group.upperQuartile, group.high]
        return "\(group.label): " + values.map(chart.value.text).joined(separator: ", ")
    }
}
