/// A scatter chart laid out.
struct ScatterChartDrawing {
    private let chart: ScatterChart
    /// Up to so many points each tell their values on hover; of more, each tells its class.
    private static let mostHovers = 200

    init(_ chart: ScatterChart) {
        self.chart = chart
    }

    func draw() -> Drawing {
        let legend = Legend(
            chart.classes.enumerated().map { Legend.Entry(name: $1.name, hue: hue($0), sample: .marker) },
            width: Drawing.width)
        let hasTicks = chart.y.ticks != .none
        let top = legend.height + 8 + (hasTicks ? Legend.rowHeight : 0)
        let plot = plot(top: top, hasTicks: hasTicks)
        let box = plot.box
        var marks = legend.marks(left: 0, top: 0)
        marks.append(plot.grid(vertical: true, horizontal: true))
        marks.append(hasTicks ? .filled(.ink, [], [yTitle(x: 0, y: top - 13)]) : frame(box))
        marks += hasTicks ? plot.acrossAxis(labelled: true) + plot.upAxis() : [.filled(.soft, [], [sideTitle(box)])]
        if drawnCount(plot) == 0 { marks.append(.nothing(in: box)) }
        marks += chart.classes.indices.map { points($0, plot) }
        var bottom = box.bottom + (hasTicks ? 22 : 4)
        marks.append(
            .filled(hasTicks ? .ink : .soft, [], [plot.acrossTitle(chart.x.title, y: bottom + 14)]))
        bottom += 22
        let notes = Notes([omissionNote(count - drawnCount(plot), of: count)], top: bottom)
        return Drawing(marks: marks + notes.marks, height: bottom + notes.height)
    }

    private func hue(_ index: Int) -> Hue { chart.classes[index].hue ?? Hue.of(index) }

    private var count: Int { chart.classes.reduce(0) { $0 + $1.points.count } }

    private func drawnCount(_ plot: Plot) -> Int {
        chart.classes.reduce(0) { $0 + $1.points.count { plot.point($0.x, $0.y) != nil } }
    }

    private func yTitle(x: Double, y: Double) -> Markup {
        .label(chart.y.title, x: x, y: y, width: Drawing.width, isStrong: true)
    }

    /// Without tick labels there is room beside the plot for the title of its y axis.
    private func sideTitle(_ box: Box) -> Markup {
        .label(chart.y.title, x: box.left - 8, y: box.middleY, .middle, width: box.height, rotation: -90)
    }

    private func frame(_ box: Box) -> Markup { .stroked(.axis, [], [.rectangle(box)]) }

    private func points(_ index: Int, _ plot: Plot) -> Markup {
        let of = chart.classes[index]
        let tellsValues = count <= Self.mostHovers && chart.x.ticks != .none
        let marks = of.points.compactMap { point -> Markup? in
            guard let place = plot.point(point.x, point.y) else { return nil }
            guard tellsValues else { return hue(index).marker(place.x, place.y, size: 3.2) }
            let values = "\(chart.x.label) \(chart.x.text(point.x)), \(chart.y.label) \(chart.y.text(point.y))"
            return hue(index).marker(place.x, place.y, size: 3.2, .title("\(of.name): \(values)"))
        }
        let outline = [
            Attribute("class", "fig-outlined"), Attribute("fill-opacity", ".8"),
            Attribute("stroke", Paint.surface.fallback),
            Attribute("stroke-width", ".6"),
        ]
        return .filled(hue(index).paint, [], (tellsValues ? [] : [.title(of.name)]) + [.element("g", outline, marks)])
    }
}

extension ScatterChartDrawing {
    private func plot(top: Double, hasTicks: Bool) -> Plot {
        let points = chart.classes.flatMap(\.points).filter { $0.x.isDrawable && $0.y.isDrawable }
        let fit = Domain.Fit(endsAtTicks: hasTicks)
        let y = Domain.fitting(points.map(\.y), chart.y, fit).map { hasTicks ? $0 : $0.padded }
        let left = hasTicks ? Plot.margin(for: y) : 24
        let width = Drawing.width - left - 14
        let x = Plot.acrossDomain(points.map(\.x), chart.x, width: width, fit).map { hasTicks ? $0 : $0.padded }
        let height = hasTicks ? 250.0 : 300
        let box = Box(left: left, top: top, width: width, height: height)
        guard chart.hasEqualUnits, let x, let y, !x.isLogarithmic, !y.isLogarithmic else {
            return Plot(box: box, x: x, y: y)
        }
        let unit = max((x.high - x.low) / width, (y.high - y.low) / height)
        return Plot(box: box, x: x.widened(to: unit * width), y: y.widened(to: unit * height))
    }
}

extension Domain {
    /// With a little room at the ends, so that marks do not touch the frame.
    fileprivate var padded: Domain { widened(to: (high - low) * 1.06) }

    /// The same middle, another span.
    fileprivate func widened(to span: Double) -> Domain {
        let middle = low + (high - low) / 2
        return Domain(low: middle - span / 2, high: middle + span / 2, isLogarithmic: false, ticks: ticks)
    }
}
