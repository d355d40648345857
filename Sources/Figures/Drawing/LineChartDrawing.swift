/// A line chart laid out: its panels one above the other, over one x axis.
struct LineChartDrawing {
    private let chart: LineChart
    private let left: Double
    private let width: Double
    private let xDomain: Domain?
    private let yDomains: [Domain?]

    init(_ chart: LineChart) {
        self.chart = chart
        yDomains = chart.panels.map(Self.yDomain)
        let margin = yDomains.map(Plot.margin).max() ?? 8
        let available = Drawing.width - margin - 14
        width = chart.isSquare ? min(320, available) : available
        left = chart.isSquare ? max(margin, (Drawing.width - width) / 2) : margin
        let areColumns = chart.panels.contains { $0.series.contains { $0.columnWidth > 0 } }
        xDomain = Plot.acrossDomain(
            chart.panels.flatMap(Self.xValues), chart.x, width: width,
            Domain.Fit(count: chart.x.ticks == .integers ? 12 : 7, endsAtTicks: !areColumns && chart.x.ticks == .none))
    }

    func draw() -> Drawing {
        var marks: [Markup] = []
        var top = 0.0
        for index in chart.panels.indices {
            let header = PanelHeader(chart.panels[index], hues: hues(of: index), plotLeft: left)
            marks += header.marks(top: top)
            top += header.height
            let height = chart.isSquare && index == 0 ? width : chart.panels[index].height
            let plot = Plot(
                box: Box(left: left, top: top, width: width, height: height), x: xDomain, y: yDomains[index])
            marks += draw(chart.panels[index], hues(of: index), plot, isLast: index == chart.panels.count - 1)
            top += height + (index == chart.panels.count - 1 ? 22 : 18)
        }
        let plot = Plot(box: Box(left: left, top: 0, width: width, height: top), x: xDomain, y: nil)
        marks.append(.filled(.ink, [], [plot.acrossTitle(chart.x.title, y: top + 14)]))
        top += 22
        if let note = omissionNote(omittedCount, of: valueCount) {
            marks.append(.filled(.soft, [], [.label(note, x: left, y: top + 14, size: Drawing.tickSize)]))
            top += 20
        }
        return Drawing(marks: marks, height: top)
    }

    private func draw(_ panel: LineChart.Panel, _ hues: [Hue], _ plot: Plot, isLast: Bool) -> [Markup] {
        let layers = panel.series.indices.map { index in
            SeriesDrawing(
                series: panel.series[index], hue: hues[index], covers: panel.series.count - 1 - index,
                isSolid: panel.series.count == 1, plot: plot, x: chart.x, y: panel.y)
        }
        var marks = [plot.grid(vertical: chart.isSquare, horizontal: true)] + plot.acrossAxis(labelled: isLast)
        marks += plot.upAxis()
        if layers.allSatisfy({ $0.drawnCount == 0 }) { marks.append(.nothing(in: plot.box)) }
        marks += layers.compactMap(\.band)
        marks += panel.guides.compactMap { guide($0, plot) }
        marks += layers.flatMap(\.marks)
        return marks
    }

    private func guide(_ guide: LineChart.Guide, _ plot: Plot) -> Markup? {
        guard let x = plot.x, let y = plot.y else { return nil }
        var data = PathData()
        switch guide.kind {
        case .diagonal:
            let (low, high) = (max(x.low, y.low), min(x.high, y.high))
            guard low < high, let start = plot.point(low, low), let end = plot.point(high, high) else { return nil }
            data.add(start.x, start.y)
            data.add(end.x, end.y)
        case .horizontal:
            guard let place = plot.up(guide.value) else { return nil }
            data.add(plot.box.left, place)
            data.add(plot.box.right, place)
        case .vertical:
            guard let place = plot.across(guide.value) else { return nil }
            data.add(place, plot.box.top)
            data.add(place, plot.box.bottom)
        }
        return .stroked(.soft, guideStroke, [.tag("path", ["d": data.text], .title(guide.name))])
    }
}

extension LineChartDrawing {
    /// The hues of a panel's series; those that name none take the next one of the whole chart.
    private func hues(of panel: Int) -> [Hue] {
        let before = chart.panels[..<panel].reduce(0) { $0 + $1.series.count }
        return chart.panels[panel].series.enumerated().map { $1.hue ?? Hue.of(before + $0) }
    }

    private static func yDomain(_ panel: LineChart.Panel) -> Domain? {
        let points = panel.series.flatMap(\.points)
        let guides = panel.guides.filter { $0.kind == .horizontal }.map(\.value)
        let bands = points.compactMap(\.band).flatMap { [$0.low, $0.high] }
        let includesZero = panel.series.contains { $0.columnWidth > 0 }
        let count = max(2, Int(panel.height / 40))
        return Domain.fitting(
            points.map(\.y) + bands + guides, panel.y, Domain.Fit(count: count, includesZero: includesZero))
    }

    private static func xValues(_ panel: LineChart.Panel) -> [Double] {
        let guides = panel.guides.filter { $0.kind == .vertical }.map(\.value)
        return guides
            + panel.series.flatMap { series in
                series.points.filter { $0.y.isDrawable }
                    .flatMap { [$0.x - series.columnWidth / 2, $0.x + series.columnWidth / 2] }
            }
    }

    private var valueCount: Int { chart.panels.flatMap(\.series).reduce(0) { $0 + $1.points.count } }

    private var omittedCount: Int {
        zip(chart.panels, yDomains).reduce(0) { count, panel in
            let points = panel.0.series.flatMap(\.points)
            return count
                + points.count { xDomain?.position($0.x) == nil || panel.1?.position($0.y) == nil }
        }
    }
}

extension LineSeries {
    /// The width of its columns; zero when it has none.
    var columnWidth: Double {
        if case .columns(let width) = shape, width.isDrawable { max(0, width) } else { 0 }
    }
}

/// What stands above a panel: what its y axis measures, and a legend beside or below.
private struct PanelHeader {
    private let title: String
    private let titleLeft: Double
    private let legend: Legend
    private let legendLeft: Double
    private let isOneRow: Bool

    init(_ panel: LineChart.Panel, hues: [Hue], plotLeft: Double) {
        let isLogarithmic = LineChartDrawing.isLogarithmic(panel)
        title = panel.y.title + (isLogarithmic ? ", log scale" : "")
        titleLeft = 0
        let isNeeded = panel.series.count + panel.guides.count > 1
        let entries = zip(panel.series, hues).map {
            Legend.Entry(name: $0.name, hue: $1, sample: $0.sample, isSolid: panel.series.count == 1)
        }
        let guides = panel.guides.map { Legend.Entry(name: $0.name, hue: .gray, sample: .guide) }
        let titleWidth = TextWidth.of(title, size: Drawing.labelSize) * 1.05
        let wide = Legend(isNeeded ? entries + guides : [], width: Drawing.width - 4)
        let room = Drawing.width - titleLeft - titleWidth - 24
        isOneRow = wide.height == 0 || wide.onlyRowWidth.map { $0 <= room } ?? false
        legend = wide
        legendLeft = isOneRow ? Drawing.width - 4 - (wide.onlyRowWidth ?? 0) : 0
    }

    var height: Double { (isOneRow ? Legend.rowHeight : Legend.rowHeight + legend.height) + 8 }

    func marks(top: Double) -> [Markup] {
        let label = Markup.label(title, x: titleLeft, y: top + 14.5, width: Drawing.width - titleLeft, isStrong: true)
        return [.filled(.ink, [], [label])]
            + legend.marks(left: legendLeft, top: isOneRow ? top : top + Legend.rowHeight)
    }
}

extension LineSeries {
    fileprivate var sample: Legend.Entry.Sample {
        columnWidth > 0
            ? .column : .line(hasMarker: showsMarkers, hasBand: points.contains { $0.band != nil })
    }

    var showsMarkers: Bool { hasMarkers ?? (shape == .line && points.count <= 40) }
}

extension LineChartDrawing {
    static func isLogarithmic(_ panel: LineChart.Panel) -> Bool { yDomain(panel)?.isLogarithmic ?? false }
}
