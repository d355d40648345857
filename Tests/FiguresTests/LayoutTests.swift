import Testing

@testable import Figures

@Suite("Layouts of random data")
struct LayoutTests {
    @Test("keep level texts apart and every mark inside the drawing", arguments: RandomCharts.kinds)
    func layout(kind: String) {
        var random = RandomCharts(seed: 11)
        for round in 0..<60 {
            let chart = random.chart(kind)
            let drawing = chart.drawing
            var extents = Extents()
            for mark in drawing.marks { extents.add(mark) }
            let page = Box(left: 0, top: -2, width: Drawing.width, height: drawing.height + 4)
            for box in extents.marks {
                #expect(page.holds(box, margin: 0.6), "\(kind) \(round): \(box) is outside of \(page)")
            }
            for text in extents.texts {
                #expect(page.holds(text.box, margin: 1), "\(kind) \(round): “\(text.text)” is outside of \(page)")
            }
            for (index, text) in extents.texts.enumerated() {
                for other in extents.texts[..<index] where text.box.overlaps(other.box) {
                    Issue.record("\(kind) \(round): “\(text.text)” and “\(other.text)” overlap")
                }
            }
            #expect(!extents.hasBadNumber, "\(kind) \(round)")
        }
    }

    @Test("name lines at their ends, right of all data, or all in a legend")
    func endLabels() {
        var random = RandomCharts(seed: 3)
        var labelled = 0
        for round in 0..<200 {
            let chart = random.linesThatEndTogether()
            let drawing = Chart.lines(chart).drawing
            let names = drawing.marks.inGroups(of: Hue.allCases.map(\.textPaint)).texts
            let expected = chart.panels.flatMap(\.series).map(\.name)
            guard !names.isEmpty else {
                let texts = drawing.marks.inGroups(of: [.ink]).texts.map(\.text)
                for name in expected {
                    let isThere = texts.contains { $0 == TextWidth.fitted(name, size: Drawing.labelSize, width: 334) }
                    #expect(isThere, "\(round): “\(name)” is not in \(texts)")
                }
                continue
            }
            labelled += 1
            #expect(names.map(\.text).sorted() == expected.sorted(), "\(round)")
            let left = names.map(\.box.left).min() ?? 0
            for mark in drawing.marks.inGroups(of: Hue.allCases.map(\.paint)).marks {
                #expect(mark.right <= left, "\(round): \(mark) is not left of the names at \(left)")
            }
        }
        #expect((40..<180).contains(labelled), "\(labelled)")
    }

    @Test(
        "name lines near their ends, or not at all where that does not tell which is which",
        arguments: [
            ([10, 50], [10, 50]), ([50, 10], [10, 50]), ([50, 60], [47.5, 62.5]), ([50, 54], nil),
            ([20, 30, 60, 90], [17.5, 32.5, 60, 90]), ([20, 30, 40], [15, 30, 45]), ([20, 28, 36], nil),
            ([0, 12], [0, 15]), ([0, 8], nil),
            ([100, 90], [85, 100]),
        ] as [([Double], [Double]?)])
    func namesByEnds(ends: [Double], middles: [Double]?) {
        let axis = Axis("y", range: 0...100)
        let domain = Domain.fitting([0, 100], axis)
        let plot = Plot(box: Box(left: 0, top: 0, width: 100, height: 100), x: domain, y: domain)
        let lines = ends.map { end in
            SeriesDrawing(
                series: LineSeries("\(end)", [LinePoint(0, 50), LinePoint(100, 100 - end)]), hue: .blue, covers: 0,
                isSolid: false, plot: plot, x: axis, y: axis)
        }
        let labels = EndLabels(lines, in: plot.box)?.entries
        #expect(labels?.map { ($0.middle * 10).rounded() / 10 } == middles)
        #expect(labels.map { $0.map(\.name) == ends.sorted().map { "\($0)" } } ?? true)
    }

    @Test("keep a legend where a line ends before the others, stands against a guide, or is one of five")
    func legends() {
        func names(_ chart: LineChart) -> [String] {
            Chart.lines(chart).drawing.marks.inGroups(of: Hue.allCases.map(\.textPaint)).texts.map(\.text)
        }
        func chart(_ ends: [[Double]], guides: [LineChart.Guide] = []) -> LineChart {
            let series = ends.enumerated().map { LineSeries("series \($0)", $1) }
            return LineChart(x: Axis("x"), y: Axis("y", range: 0...1), series: series, guides: guides)
        }
        #expect(names(chart([[0, 0.2], [1, 0.8]])) == ["series 1", "series 0"])
        #expect(names(chart([[0, 0.2, 0.2], [1, 0.8]])) == [])
        #expect(names(chart([[0, 0.2], [1, 0.8]], guides: [.horizontal(0.5, "chance")])) == [])
        #expect(names(chart((1...5).map { [0, Double($0) / 5] })) == [])
        #expect(names(chart([[0, 0.2]])) == [])
    }

    @Test("keep the data between the ends of the axis and above it", arguments: ["line", "histogram", "boxes"])
    func insideThePlot(kind: String) throws {
        var random = RandomCharts(seed: 5)
        for round in 0..<60 {
            let values = random.values(upTo: 40)
            let axis = Axis("value")
            let chart: Chart =
                switch kind {
                case "line": .lines(LineChart(x: Axis("step"), y: axis, series: [LineSeries("value", values)]))
                case "histogram": .histogram(Histogram(of: [("a", values)], x: axis, counted: "values"))
                default: .boxes(BoxPlot(category: "group", value: axis, groups: [.init("a", of: values)]))
                }
            let axisMarks = chart.drawing.marks.inGroups(of: [Paint.axis]).marks
            let dataMarks = chart.drawing.marks.inGroups(of: Hue.allCases.map(\.paint)).marks
            guard let line = axisMarks.first, values.contains(where: \.isDrawable) else { continue }
            #expect(!dataMarks.isEmpty, "\(kind) \(round)")
            // Markers stand about their points.
            let room = Box(left: line.left, top: 0, width: line.width, height: line.top)
            for mark in dataMarks {
                #expect(room.holds(mark, margin: 5), "\(kind) \(round): \(mark) is outside of \(room)")
            }
        }
    }
}

extension [Markup] {
    /// The marks that are painted so.
    fileprivate func inGroups(of paints: [Paint]) -> Extents {
        var extents = Extents()
        for case .element("g", let attributes, let children) in self
        where attributes.contains(where: { $0.name == "class" && paints.map(\.className).contains($0.value) }) {
            for child in children { extents.add(child) }
        }
        return extents
    }
}

extension Box {
    fileprivate func holds(_ other: Box, margin: Double) -> Bool {
        other.left >= left - margin && other.right <= right + margin && other.top >= top - margin
            && other.bottom <= bottom + margin
    }

    fileprivate func overlaps(_ other: Box) -> Bool {
        left < other.right - 0.5 && other.left < right - 0.5 && top < other.bottom - 0.5 && other.top < bottom - 0.5
    }
}

/// Where the marks of a drawing are.
private struct Extents {
    var marks: [Box] = []
    /// Level ones only.
    var texts: [(text: String, box: Box)] = []
    var hasBadNumber = false

    mutating func add(_ mark: Markup) {
        guard case .element(let name, let list, let children) = mark else { return }
        let attributes = Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? 0 }
        for name in ["x", "y", "width", "height", "cx", "cy", "r", "d", "fill-opacity"] {
            if let value = attributes[name], value.contains("n") || value.contains("i") { hasBadNumber = true }
        }
        switch name {
        case "rect":
            marks.append(Box(left: number("x"), top: number("y"), width: number("width"), height: number("height")))
        case "circle":
            let r = number("r")
            marks.append(Box(left: number("cx") - r, top: number("cy") - r, width: 2 * r, height: 2 * r))
        case "path": marks += Self.box(ofPath: attributes["d"] ?? "").map { [$0] } ?? []
        case "text":
            guard attributes["transform"] == nil, case .text(let text)? = children.first else { return }
            let size = attributes["font-size"].flatMap(Double.init) ?? Drawing.labelSize
            let width = TextWidth.of(text, size: size)
            let shift = ["middle": 0.5, "end": 1.0][attributes["text-anchor"] ?? "start"] ?? 0.0
            let box = Box(
                left: number("x") - width * shift, top: number("y") - size * 0.76, width: width, height: size * 0.9)
            texts.append((text, box))
        default: for child in children { add(child) }
        }
    }

    /// Of the commands that drawings use: M, L, H, V and Z, absolute or relative.
    private static func box(ofPath data: String) -> Box? {
        var (x, y) = (0.0, 0.0)
        var (start, xs, ys) = ((0.0, 0.0), [Double](), [Double]())
        var rest = data[...]
        while let command = rest.popFirst() {
            let end = rest.firstIndex { $0.isLetter } ?? rest.endIndex
            let numbers = rest[..<end].split(separator: " ").compactMap { Double($0) }
            rest = rest[end...]
            let origin = command.isLowercase ? (x, y) : (0, 0)
            switch (command.lowercased(), numbers.count) {
            case ("m", 2), ("l", 2): (x, y) = (origin.0 + numbers[0], origin.1 + numbers[1])
            case ("h", 1): x = origin.0 + numbers[0]
            case ("v", 1): y = origin.1 + numbers[0]
            case ("z", 0): (x, y) = start
            default: Issue.record("no path: \(data)")
            }
            if command.lowercased() == "m" { start = (x, y) }
            xs.append(x)
            ys.append(y)
        }
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return nil }
        return Box(left: left, top: top, width: right - left, height: bottom - top)
    }
}

/// Charts of random data of every kind, the same ones each time.
private struct RandomCharts {
    static let kinds = [
        "lines", "panels", "ends", "square", "bars", "columns", "scatter", "plane", "map", "row", "histogram", "boxes",
        "tokens",
    ]

    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func unit() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
    }

    private mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }

    /// Of one size, which is any from millionths to millions.
    mutating func values(upTo count: Int) -> [Double] {
        let size = powerOfTen(below(13) - 6)
        let shift = [0, 0, -0.5, 3][below(4)]
        return (0...below(count)).map { _ in below(25) == 0 ? .nan : (unit() + shift) * size }
    }

    private mutating func name() -> String {
        String((0...below(below(3) == 0 ? 40 : 12)).map { _ in Array("abcdefgimw_ XW")[below(14)] })
    }

    private mutating func axis() -> Axis {
        Axis(name(), unit: below(3) == 0 ? "nats" : nil, scale: [.linear, .automatic][below(2)])
    }

    private mutating func series() -> LineSeries {
        LineSeries(name(), values(upTo: 60).enumerated().map { LinePoint(Double($0), $1) })
    }

    mutating func chart(_ kind: String) -> Chart {
        switch kind {
        case "lines":
            let list = (0...below(4)).map { _ in series() }
            return .lines(LineChart(x: axis(), y: axis(), series: list, guides: [.horizontal(unit(), name())]))
        case "panels":
            let panels = (0...below(3)).map { _ in
                LineChart.Panel(y: axis(), series: [series(), series()], height: 150)
            }
            return .lines(LineChart(x: axis(), panels: panels))
        case "ends": return .lines(linesThatEndTogether())
        case "square":
            let points = (0...below(30)).map { _ in LinePoint(unit(), unit()) }
            return .lines(
                LineChart(
                    x: Axis(name(), range: 0...1), y: Axis(name(), range: 0...1), series: [LineSeries(name(), points)],
                    guides: [.diagonal(name())], isSquare: true))
        case "bars", "columns": return .bars(bars(kind == "bars" ? .horizontal : .vertical))
        case "scatter", "plane":
            let ticks: Axis.Ticks = kind == "plane" ? .none : .numbers
            let classes = (0...below(3)).map { _ in
                let values = values(upTo: 80)
                return ScatterChart.PointClass(name(), zip(values, values.reversed()).map { .init($0, $1) })
            }
            return .scatter(
                ScatterChart(
                    x: Axis(name(), ticks: ticks), y: Axis(name(), ticks: ticks), classes: classes,
                    hasEqualUnits: kind == "plane"))
        case "map", "row": return .heatMap(map(rows: kind == "row" ? 1 : 1 + below(8)))
        case "histogram":
            return .histogram(
                Histogram(
                    of: (0...below(3)).map { _ in (name(), values(upTo: 90)) }, x: axis(), counted: name(),
                    count: 1 + below(40)))
        case "boxes":
            return .boxes(
                BoxPlot(
                    category: name(), value: axis(),
                    groups: (0...below(7)).map { _ in .init(name(), of: values(upTo: 60)) }))
        default:
            return .tokens(
                TokenStrip(
                    tokens: (0...below(120)).map { _ in .init(name(), unit() * 2 - 1) }, measure: axis(),
                    colors: [.diverging(limit: 1), .sequential(from: 0, to: 1)][below(2)]))
        }
    }

    /// Of as many points each, in panels of two to four.
    mutating func linesThatEndTogether() -> LineChart {
        let count = 2 + below(30)
        let panels = (0...below(2)).map { _ in
            LineChart.Panel(
                y: axis(),
                series: (0...(1 + below(3))).map { _ in
                    LineSeries(name(), (0..<count).map { LinePoint(Double($0), unit()) })
                }, height: 100 + unit() * 100)
        }
        return LineChart(x: axis(), panels: panels)
    }

    private mutating func bars(_ direction: BarChart.Direction) -> BarChart {
        let values = values(upTo: 12)
        let hasIntervals = below(2) == 0
        return BarChart(
            category: name(), value: axis(),
            bars: values.map {
                .init(name(), $0, interval: hasIntervals ? Interval(about: $0, deviation: $0.magnitude * unit()) : nil)
            }, direction: direction, intervalName: hasIntervals ? name() : nil)
    }

    private mutating func map(rows: Int) -> HeatMap {
        let columns = 1 + below(rows == 1 ? 8 : 12)
        return HeatMap(
            rowTitle: rows > 1 ? name() : "", rows: (0..<rows).map { _ in rows > 1 ? name() : "" },
            columnTitle: rows > 1 ? name() : "", columns: (0..<columns).map { _ in name() },
            cells: (0..<rows).map { _ in (0..<columns).map { _ in .init(unit() * 2 - 1) } },
            colors: [.diverging(limit: 1), .sequential(from: -1, to: 1)][below(2)], measure: name())
    }
}
