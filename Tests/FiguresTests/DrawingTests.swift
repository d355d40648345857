import Figures
import Foundation
import FoundationXML
import Testing

@Suite("Drawings")
struct DrawingTests {
    @Test("look as they did when a person last looked at them", arguments: Samples.all.map(\.name))
    func goldens(name: String) throws {
        let sample = try #require(Samples.all.first { $0.name == name })
        let drawn = sample.figure.svgDocument.rendered
        let source = URL(filePath: #filePath).deletingLastPathComponent()
        guard let golden = try? fixture("Figures/\(name).svg") else {
            try drawn.write(
                to: source.appending(path: "Fixtures/Figures/\(name).svg"), atomically: true, encoding: .utf8)
            Issue.record("\(name).svg was missing and is now written: look at it, then run the tests again")
            return
        }
        #expect(drawn == golden, "\(name) is drawn differently; delete its fixture to take the new drawing")
    }

    @Test("say what they are to readers who do not see them")
    func accessibility() {
        let svg = Samples.all[0].figure.svg(idPrefix: "fig 1").rendered
        #expect(svg.hasPrefix("<svg class=\"fig\" viewBox=\"0 -2 370 "))
        #expect(svg.contains("aria-labelledby=\"fig-1-title fig-1-desc\"") && svg.contains(" role=\"img\""))
        #expect(
            svg.contains("<title id=\"fig-1-title\">Training history</title><desc id=\"fig-1-desc\">loss: training"))
        #expect(svg.contains("<title>training, epoch 2: 0.0012</title>"))
    }

    @Test("stay small: 600 points in well under 40 kB, 3000 steps in under 20 kB")
    func size() {
        let points = (0..<600).map { ScatterChart.Point(sin(Double($0)) * 30, cos(Double($0) * 1.7) * 30) }
        let axis = Axis("t-SNE", ticks: .none)
        let scatter = ScatterChart(x: axis, y: axis, classes: [.init("a", points)], hasEqualUnits: true)
        #expect(Figure(title: "t", chart: .scatter(scatter)).svg(idPrefix: "a").rendered.utf8.count < 30_000)
        let steps = LineSeries("norm", (0..<3000).map { abs(sin(Double($0) * 12.9898)) })
        let lines = LineChart(x: Axis("step"), y: Axis("norm"), series: [steps])
        #expect(Figure(title: "t", chart: .lines(lines)).svg(idPrefix: "a").rendered.utf8.count < 20_000)
    }

    @Test("are well-formed XML without nan or inf, whatever the data", arguments: Degenerate.charts.indices)
    func degenerate(index: Int) throws {
        let figure = Figure(title: "t", chart: Degenerate.charts[index])
        let svg = figure.svgFile
        #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(svg)")
        for attribute in ["d", "x", "y", "cx", "cy", "width", "height", "viewBox", "transform", "fill-opacity"] {
            for value in values(of: attribute, in: svg) {
                #expect(!value.contains("n") && !value.contains("i") || value.hasPrefix("rotate("), "\(value)")
            }
        }
        #expect(!figure.description.isEmpty)
    }

    @Test("refer to nothing outside as files of their own", arguments: Samples.all.map(\.name))
    func standAlone(name: String) throws {
        let file = try #require(Samples.all.first { $0.name == name }).figure.svgFile
        #expect(file.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" "))
        for part in ["href", "src=", "url(", "@import", "<!", "<?", "<script", "<image", "<use", "<foreignObject"] {
            #expect(!file.contains(part), "\(part)")
        }
    }

    @Test("survive numbers of any bit pattern")
    func anyBits() {
        var state: UInt64 = 42
        for _ in 0..<15 {
            let values = (0..<6).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double(bitPattern: state ^ (state >> 33))
            }
            for chart in Degenerate.charts(of: values) {
                let svg = Figure(title: "t", chart: chart).svg(idPrefix: "a").rendered
                #expect(XMLParser(data: Data(svg.utf8)).parse())
            }
        }
    }

    @Test("say so when there is nothing to draw")
    func nothing() {
        for chart in Degenerate.empty {
            let figure = Figure(title: "t", chart: chart)
            #expect(figure.svg(idPrefix: "a").rendered.contains("no finite values</text>"))
            #expect(figure.description.contains("no finite values"))
        }
    }

    @Test("count what they leave out")
    func omissions() {
        let chart = LineChart(
            x: Axis("epoch", ticks: .integers), y: Axis("loss"),
            series: [LineSeries("loss", [1, .nan, 0.5, .infinity])])
        let figure = Figure(title: "t", chart: .lines(chart))
        #expect(
            figure.svg(idPrefix: "a").rendered.contains("not drawn, because not finite or off the scale: 2 of 4 values")
        )
        #expect(figure.description == "loss falls from 1 to 0.5 over 2 epochs; 2 values not finite")
    }

    @Test("never let a label be markup")
    func hostile() throws {
        let label = "</svg><script>alert(1)</script>\"'&\u{0}\u{202E}<img onerror=x>"
        let axis = Axis(label, unit: label)
        let charts: [Chart] = [
            .lines(LineChart(x: axis, y: axis, series: [LineSeries(label, [1, 2])], guides: [.diagonal(label)])),
            .bars(BarChart(category: label, value: axis, bars: [.init(label, 1)], intervalName: label)),
            .bars(BarChart(category: label, value: axis, bars: [.init(label, 1)], direction: .vertical)),
            .scatter(ScatterChart(x: axis, y: axis, classes: [.init(label, [.init(1, 2)])])),
            .heatMap(
                HeatMap(
                    rowTitle: label, rows: [label], columnTitle: label, columns: [label],
                    cells: [[.init(1, lines: [label])]], colors: .diverging(limit: 1), measure: label)),
            .histogram(Histogram(of: [(label, [1, 2]), (label, [1])], x: axis, counted: label)),
            .boxes(BoxPlot(category: label, value: axis, groups: [.init(label, of: [1, 2, 3])])),
            .tokens(TokenStrip(tokens: [.init(label, 1)], measure: axis, colors: .diverging(limit: 1))),
        ]
        for chart in charts {
            let svg = Figure(title: label, chart: chart).svgFile
            #expect(!svg.contains("<script") && !svg.contains("<img") && !svg.contains("\u{0}"))
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
    }

    private func values(of attribute: String, in svg: String) -> [String] {
        svg.components(separatedBy: " \(attribute)=\"").dropFirst().compactMap {
            $0.components(separatedBy: "\"").first
        }
    }
}

/// Data that no chart was made for.
enum Degenerate {
    private static let tiny = Double.leastNonzeroMagnitude

    private static let values: [[Double]] = [
        [], [.nan], [.infinity, -.infinity], [0], [-0.0, 0], [5], [3, 3, 3], [1e300, -1e300], [tiny, 2 * tiny],
        [1e16, 1e16 + 2], [1, .nan, 2], [-1, 1e-12], [1e99, -1e99], [0, 1e-80], [1e-90, 1e90], [-tiny, tiny],
    ]

    static let charts: [Chart] = values.flatMap(charts) + empty

    static func charts(of values: [Double]) -> [Chart] {
        let axes = [
            Axis("a"), Axis("a", scale: .logarithmic), Axis("a", scale: .automatic), Axis("a", ticks: .integers),
            Axis("a", range: 0...1, limits: 0...1, ticks: .percent), Axis("a", ticks: .none),
        ]
        let cells = [values.map { HeatMap.Cell($0) }]
        let names = values.indices.map { "c\($0)" }
        return axes.flatMap { axis -> [Chart] in
            let bands = values.map { LinePoint($0, $0, band: Interval(about: $0, deviation: .infinity)) }
            let bars = values.map { BarChart.Bar("b", $0, interval: Interval($0 - 1, .nan)) }
            let points = values.map { ScatterChart.Point($0, -$0) }
            return [
                .lines(LineChart(x: axis, y: axis, series: [LineSeries("l", bands)], guides: [.horizontal(.nan, "g")])),
                .lines(LineChart(x: axis, y: axis, series: [LineSeries("c", bands, shape: .columns(width: 0.5))])),
                .lines(LineChart(x: axis, y: axis, series: [LineSeries("s", bands, shape: .steps)], isSquare: true)),
                .bars(BarChart(category: "b", value: axis, bars: bars)),
                .bars(BarChart(category: "b", value: axis, bars: bars, direction: .vertical)),
                .scatter(ScatterChart(x: axis, y: axis, classes: [.init("p", points)], hasEqualUnits: true)),
                .histogram(Histogram(of: [("a", values), ("b", values.map { -$0 })], x: axis, counted: "values")),
                .boxes(BoxPlot(category: "b", value: axis, groups: [.init("b", of: values), .init("c", of: [])])),
            ]
        } + [
            .heatMap(HeatMap(rows: [""], columns: names, cells: cells, colors: .diverging(limit: .nan), measure: "m")),
            .heatMap(
                HeatMap(rows: ["r"], columns: names, cells: cells, colors: .sequential(from: 0, to: 0), measure: "m")),
            .tokens(
                TokenStrip(
                    tokens: zip(names, values).map { .init($0, $1) }, measure: Axis("m"),
                    colors: .diverging(limit: 1))),
            .histogram(
                Histogram(
                    x: Axis("m"), counted: "values", start: values.first ?? .nan, width: values.last ?? -1,
                    classes: [.init("a", [.max, .min, .max]), .init("b", [])])),
        ]
    }

    static let empty: [Chart] = [
        .lines(LineChart(x: Axis("x"), y: Axis("y"), series: [])),
        .lines(LineChart(x: Axis("x"), y: Axis("y"), series: [LineSeries("s", [.nan])])),
        .bars(BarChart(category: "b", value: Axis("y"), bars: [])),
        .bars(BarChart(category: "b", value: Axis("y"), bars: [.init("b", .nan)], direction: .vertical)),
        .scatter(ScatterChart(x: Axis("x"), y: Axis("y"), classes: [])),
        .heatMap(HeatMap(rows: [], columns: [], cells: [], colors: .diverging(limit: 1), measure: "m")),
        .histogram(Histogram(of: [], x: Axis("x"), counted: "values")),
        .histogram(Histogram(of: [("a", [.nan])], x: Axis("x"), counted: "values")),
        .boxes(BoxPlot(category: "b", value: Axis("y"), groups: [])),
        .boxes(BoxPlot(category: "b", value: Axis("y"), groups: [.init("b", of: [.nan])])),
        .tokens(TokenStrip(tokens: [], measure: Axis("y"), colors: .diverging(limit: 1))),
        .tokens(TokenStrip(tokens: [.init("t", .nan)], measure: Axis("y"), colors: .diverging(limit: 1))),
    ]
}
