/// A histogram laid out: columns that touch, and, of several classes, one over the other with an outline for each.
struct HistogramDrawing {
    private let chart: Histogram
    private let legend: Legend
    private let plot: Plot

    init(_ chart: Histogram) {
        self.chart = chart
        let isOnly = chart.classes.count == 1
        legend = Legend(
            isOnly
                ? []
                : chart.classes.enumerated().map {
                    Legend.Entry(
                        name: $1.name, hue: $1.hue ?? Hue.of($0), sample: .line(hasMarker: false, hasBand: true))
                },
            width: Drawing.width - 4)
        let bins = chart.bins
        let counts = chart.classes.flatMap { of in (0..<bins).map { Double(chart.count(of, $0)) } }
        let y = Domain.fitting(
            bins > 0 ? counts : [], Axis(chart.counted, limits: 0...1e100, ticks: .integers),
            Domain.Fit(count: 5, includesZero: true))
        let left = Plot.margin(for: y)
        let box = Box(
            left: left, top: Legend.rowHeight + legend.height + 8, width: Drawing.width - left - 14, height: 165)
        let x = Plot.acrossDomain(
            bins > 0 ? [chart.edge(0), chart.edge(bins)] : [], Self.withoutRange(chart.x), width: box.width,
            Domain.Fit(count: 8, endsAtTicks: false))
        plot = Plot(box: box, x: x, y: y)
    }

    /// The stretches decide what is shown, and are never on a logarithmic axis.
    private static func withoutRange(_ axis: Axis) -> Axis {
        var axis = axis
        axis.range = nil
        axis.limits = nil
        axis.scale = .linear
        return axis
    }

    func draw() -> Drawing {
        let title = Markup.label(chart.counted, x: 0, y: 14.5, width: Drawing.width, isStrong: true)
        var marks: [Markup] = [.filled(.ink, [], [title])]
        marks += legend.marks(left: 0, top: Legend.rowHeight)
        marks.append(plot.grid(vertical: false, horizontal: true))
        if chart.bins == 0 { marks.append(.nothing(in: plot.box)) }
        marks += chart.classes.indices.flatMap(columns)
        marks += plot.acrossAxis(labelled: true) + plot.upAxis()
        var bottom = plot.box.bottom + 22
        marks.append(.filled(.ink, [], [plot.acrossTitle(chart.x.title, y: bottom + 14)]))
        bottom += 22
        let drawn = chart.classes.reduce(0) { $0 + chart.total($1) }
        let note = "not drawn, because not finite: \(counted(chart.omitted, "value"))"
        let notes = Notes([chart.omitted > 0 && drawn > 0 ? note : nil], top: bottom)
        return Drawing(marks: marks + notes.marks, height: bottom + notes.height)
    }

    private func columns(of index: Int) -> [Markup] {
        let of = chart.classes[index]
        let hue = of.hue ?? Hue.of(index)
        let isOnly = chart.classes.count == 1
        let boxes = (0..<chart.bins).compactMap { box(of, $0, gap: isOnly ? 0.5 : 0) }
        let columns = Markup.filled(hue.paint, [Attribute("fill-opacity", isOnly ? ".75" : ".25")], boxes.map(\.mark))
        guard !isOnly, !boxes.isEmpty else { return boxes.isEmpty ? [] : [columns] }
        return [columns, .stroked(hue.paint, lineStroke(hue, isSolid: false), [outline(of)])]
    }

    private func box(_ of: Histogram.CountedClass, _ bin: Int, gap: Double) -> (box: Box, mark: Markup)? {
        let count = chart.count(of, bin)
        guard count > 0, let left = plot.across(chart.edge(bin)), let right = plot.across(chart.edge(bin + 1)),
            let zero = plot.up(0), let top = plot.up(Double(count))
        else { return nil }
        let box = Box(left: left + gap, top: top, width: max(0.5, right - left - 2 * gap), height: zero - top)
        let place = "\(chart.x.label) \(chart.x.text(chart.edge(bin))) to \(chart.x.text(chart.edge(bin + 1)))"
        return (box, .rectangle(box, .title("\(of.name), \(place): \(grouped(count))")))
    }

    /// The upper edge of all columns, from the ground to the ground.
    private func outline(_ of: Histogram.CountedClass) -> Markup {
        var data = PathData()
        var height = plot.up(0) ?? plot.box.bottom
        if let start = plot.across(chart.edge(0)) { data.add(start, height) }
        for bin in 0..<chart.bins {
            guard let left = plot.across(chart.edge(bin)), let right = plot.across(chart.edge(bin + 1)),
                let top = plot.up(Double(chart.count(of, bin)))
            else { continue }
            if top != height { data.add(left, top) }
            data.add(right, top)
            height = top
        }
        if let end = plot.across(chart.edge(chart.bins)), let zero = plot.up(0) { data.add(end, zero) }
        return .tag("path", ["d": data.text], .title(of.name))
    }
}
