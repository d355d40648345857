/// A line chart laid out: its panels one above the other, over one x axis.
struct LineChartDrawing {
    private let chart: LineChart
    private let left: Double
    private let width: Double
    private let xDomain: Domain?
    private let yDomains: [Domain?]
    /// Whether names at the ends of the lines stand in place of legends, in all panels that have more than one.
    private var hasEndLabels = false

    init(_ chart: LineChart) {
        if let room = EndLabels.room(for: chart) {
            var labelled = LineChartDrawing(chart, right: room)
            labelled.hasEndLabels = true
            if labelled.hasRoomForEndLabels {
                self = labelled
                return
            }
        }
        self.init(chart, right: 14)
    }

    private init(_ chart: LineChart, right: Double) {
        self.chart = chart
        yDomains = chart.panels.enumerated().map { index, panel in
            Self.yDomain(panel, height: chart.isSquare && index == 0 ? Self.squareSide : panel.height)
        }
        let margin = yDomains.map(Plot.margin).max() ?? 8
        let available = Drawing.width - margin - right
        width = chart.isSquare ? min(Self.squareSide, available) : available
        left = margin
        let areColumns = chart.panels.contains { $0.series.contains { $0.columnWidth > 0 } }
        xDomain = Plot.acrossDomain(
            chart.panels.flatMap(Self.xValues), chart.x, width: width,
            Domain.Fit(count: chart.x.ticks == .integers ? 12 : 7, endsAtTicks: !areColumns && chart.x.ticks == .none))
    }

    private var hasRoomForEndLabels: Bool {
        chart.panels.indices.allSatisfy { index in
            let plot = plot(index, top: 0)
            return chart.panels[index].series.count < 2 || EndLabels(layers(index, plot), in: plot.box) != nil
        }
    }

    private func plot(_ index: Int, top: Double) -> Plot {
        let height = chart.isSquare && index == 0 ? width : chart.panels[index].height
        return Plot(box: Box(left: left, top: top, width: width, height: height), x: xDomain, y: yDomains[index])
    }

    func draw() -> Drawing {
        var marks: [Markup] = []
        var top = 0.0
        for index in chart.panels.indices {
            let header = PanelHeader(chart.panels[index], hues: hues(of: index), hasLegend: !hasEndLabels)
            marks += header.marks(top: top)
            top += header.height
            let plot = plot(index, top: top)
            marks += draw(index, plot)
            top += plot.box.height + (index == chart.panels.count - 1 ? 22 : 18)
        }
        let plot = Plot(box: Box(left: left, top: 0, width: width, height: top), x: xDomain, y: nil)
        marks.append(.filled(.ink, [], [plot.acrossTitle(chart.x.title, y: top + 14)]))
        top += 22
        let notes = Notes([omissionNote(omittedCount, of: valueCount)], top: top)
        return Drawing(marks: marks + notes.marks, height: top + notes.height)
    }

    private func layers(_ index: Int, _ plot: Plot) -> [SeriesDrawing] {
        let panel = chart.panels[index]
        return zip(panel.series.indices, hues(of: index)).map { place, hue in
            SeriesDrawing(
                series: panel.series[place], hue: hue, covers: panel.series.count - 1 - place,
                isSolid: panel.series.count == 1, plot: plot, x: chart.x, y: panel.y)
        }
    }

    private func draw(_ index: Int, _ plot: Plot) -> [Markup] {
        let (panel, layers) = (chart.panels[index], layers(index, plot))
        let isLast = index == chart.panels.count - 1
        var marks = [plot.grid(vertical: chart.isSquare, horizontal: true)] + plot.acrossAxis(labelled: isLast)
        marks += plot.upAxis()
        if layers.allSatisfy({ $0.drawnCount == 0 }) { marks.append(.nothing(in: plot.box)) }
        marks += layers.compactMap(\.band)
        marks += panel.guides.compactMap { guide($0, plot) }
        marks += layers.flatMap(\.marks)
        if hasEndLabels, layers.count > 1 {
            marks += EndLabels(layers, in: plot.box)?.marks(right: plot.box.right) ?? []
        }
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

    private static let squareSide = 280.0

    private static func yDomain(_ panel: LineChart.Panel, height: Double) -> Domain? {
        let points = panel.series.flatMap(\.points)
        let guides = panel.guides.filter { $0.kind == .horizontal }.map(\.value)
        let bands = points.compactMap(\.band).flatMap { [$0.low, $0.high] }
        let includesZero = panel.series.contains { $0.columnWidth > 0 }
        let count = max(2, Int(height / 36))
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
    private let legend: Legend
    private let legendLeft: Double
    private let isOneRow: Bool

    init(_ panel: LineChart.Panel, hues: [Hue], hasLegend: Bool) {
        let isLogarithmic = LineChartDrawing.isLogarithmic(panel)
        title = panel.y.title + (isLogarithmic ? ", log scale" : "")
        let isNeeded = hasLegend && panel.series.count + panel.guides.count > 1
        let entries = zip(panel.series, hues).map {
            Legend.Entry(name: $0.name, hue: $1, sample: $0.sample, isSolid: panel.series.count == 1)
        }
        let guides = panel.guides.map { Legend.Entry(name: $0.name, hue: .gray, sample: .guide) }
        let titleWidth = TextWidth.of(title, size: Drawing.labelSize) * 1.05
        let wide = Legend(isNeeded ? entries + guides : [], width: Drawing.width - 4)
        let room = Drawing.width - titleWidth - 24
        isOneRow = wide.height == 0 || wide.onlyRowWidth.map { $0 <= room } ?? false
        legend = wide
        legendLeft = isOneRow ? Drawing.width - 4 - (wide.onlyRowWidth ?? 0) : 0
    }

    var height: Double { (isOneRow ? Legend.rowHeight : Legend.rowHeight + legend.height) + 8 }

    func marks(top: Double) -> [Markup] {
        let label = Markup.label(title, x: 0, y: top + 14.5, width: Drawing.width, isStrong: true)
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
    static func isLogarithmic(_ panel: LineChart.Panel) -> Bool {
        yDomain(panel, height: panel.height)?.isLogarithmic ?? false
    }
}
