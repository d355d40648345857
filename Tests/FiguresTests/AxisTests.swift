import Testing

@testable import Figures

@Suite("Axes")
struct AxisTests {
    @Test(
        "have ticks at 1, 2 or 5 times a power of ten",
        arguments: [
            (0, 1, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (0, 0.31, 5, ["0.0", "0.1", "0.2", "0.3"]),
            (-3, 7, 5, ["−2", "0", "2", "4", "6"]),
            (0, 3000, 6, ["0", "500", "1000", "1500", "2000", "2500", "3000"]),
            (0, 60_000, 3, ["0", "20,000", "40,000", "60,000"]),
            (0, 3e-5, 3, ["0", "10⁻⁵", "2×10⁻⁵", "3×10⁻⁵"]),
            (0, 4e6, 2, ["0", "2×10⁶", "4×10⁶"]),
        ] as [(Double, Double, Int, [String])])
    func labels(low: Double, high: Double, count: Int, labels: [String]) {
        let step = NiceStep(span: high - low, count: count)
        #expect(step.multiples(from: low, to: high).map(step.label) == labels)
    }

    @Test("have few ticks, all inside, evenly apart, for spans of every size")
    func properties() {
        for exponent in -80...80 {
            for (offset, part) in [(0.0, 1.0), (0.3, 1.7), (-0.9, 3.3), (-5, 9.99), (12.5, 0.07)] {
                let (low, high) = (offset * powerOfTen(exponent), (offset + part) * powerOfTen(exponent))
                let step = NiceStep(span: high - low, count: 6)
                let ticks = step.multiples(from: low, to: high)
                #expect((2...7).contains(ticks.count), "\(low) to \(high): \(ticks)")
                #expect(ticks.allSatisfy { $0 >= low - step.size * 1e-6 && $0 <= high + step.size * 1e-6 })
                #expect([1, 2, 5].contains(step.mantissa))
                #expect(Set(ticks.map(step.label)).count == ticks.count, "labels tell the ticks apart")
            }
        }
    }

    @Test("keep the labels below a plot apart")
    func spacing() {
        for high in [1, 7, 12, 60, 3000, 123_456, 1e-7, 0.05] as [Double] {
            for width in stride(from: 60.0, through: 480, by: 60) {
                let domain = Plot.acrossDomain([0, high], Axis("x"), width: width, Domain.Fit(count: 12))
                let ends = (domain?.ticks ?? []).map { tick in
                    let center = (domain?.position(tick.value) ?? 0) * width
                    let half = TextWidth.of(tick.label, size: Drawing.tickSize) / 2
                    return (left: center - half, right: center + half)
                }
                #expect(ends.count <= 2 || zip(ends, ends.dropFirst()).allSatisfy { $0.right < $1.left })
            }
        }
    }

    @Test("are logarithmic on their own only where positive values span more than two decades")
    func automaticScale() throws {
        let axis = Axis("loss", scale: .automatic)
        #expect(try #require(Domain.fitting([0.7, 0.01], axis)).isLogarithmic == false)
        #expect(try #require(Domain.fitting([0.7, 0], axis)).isLogarithmic == false)
        let loss = try #require(Domain.fitting([0.2, 1e-11], axis))
        #expect(loss.isLogarithmic)
        #expect(loss.ticks.map(\.label) == ["10⁻¹¹", "10⁻⁹", "10⁻⁷", "10⁻⁵", "10⁻³", "10⁻¹"])
        let near = try #require(Domain.fitting([2, 90], Axis("n", scale: .logarithmic)))
        #expect(near.ticks.map(\.label) == ["1", "2", "5", "10", "20", "50", "100"])
    }

    @Test("give a single value room, but none beyond the limits")
    func singleValues() throws {
        let free = try #require(Domain.fitting([1], Axis("score")))
        #expect(free.low == 0.9 && free.high == 1.1)
        let score = try #require(Domain.fitting([1], Axis("score", limits: 0...1)))
        #expect(score.low < 1 && score.high == 1)
        let epoch = try #require(Domain.fitting([1], Axis("epoch", ticks: .integers), .init(endsAtTicks: false)))
        #expect(epoch == Domain(low: 0.5, high: 1.5, isLogarithmic: false, ticks: [.init(value: 1, label: "1")]))
        #expect(Domain.fitting([.nan, .infinity], Axis("x")) == nil)
    }

    @Test("write shares as percentages")
    func percentages() throws {
        let domain = try #require(Domain.fitting([0, 0.2314], Axis("share", ticks: .percent)))
        #expect(domain.ticks.map(\.label) == ["0%", "5%", "10%", "15%", "20%", "25%"])
    }
}

@Suite("Text and colour")
struct TextAndColorTests {
    @Test("long labels are cut with an ellipsis and told in full on hover")
    func cutting() {
        #expect(TextWidth.fitted("delta_h_dec", size: 12, width: 100) == "delta_h_dec")
        let cut = TextWidth.fitted("a label that is too long", size: 12, width: 90)
        #expect(cut == "a label that i…")
        #expect(TextWidth.of(cut, size: 12) <= 90)
        #expect(
            Markup.label("a label that is too long", x: 1, y: 2, size: 12, width: 90).rendered
                == "<text x=\"1\" y=\"2\" font-size=\"12\">a label that i…<title>a label that is too long</title></text>"
        )
    }

    @Test("text has 4.5:1 and marks 3:1 against the ground in both themes (WCAG 1.4.3, 1.4.11)")
    func contrast() {
        for theme in [\Paint.light, \Paint.dark] as [KeyPath<Paint, UInt32>] {
            let ground = Color(Paint.surface[keyPath: theme])
            for paint in [Paint.ink, .soft] { #expect(Color(paint[keyPath: theme]).contrast(with: ground) >= 4.5) }
            for paint in Hue.allCases.map(\.paint) + [.axis, .low, .high] {
                #expect(Color(paint[keyPath: theme]).contrast(with: ground) >= 3, "\(paint.name)")
            }
        }
    }

    @Test("the text in a heat map's cells has 4.5:1 at every shade in both themes")
    func annotations() {
        for paint in [Paint.low, .high] {
            for opacity in stride(from: 0.0, through: 1, by: 0.01) {
                let text: Paint = opacity > ColorScale.fullFrom(paint) ? .onFull : .onPale
                for theme in [\Paint.light, \Paint.dark] as [KeyPath<Paint, UInt32>] {
                    let cell = Color(paint[keyPath: theme])
                        .over(Color(Paint.surface[keyPath: theme]), opacity: opacity)
                    #expect(cell.contrast(with: Color(text[keyPath: theme])) >= 4.5, "\(paint.name) at \(opacity)")
                }
            }
        }
    }

    @Test("the sequential map darkens evenly: no step of lightness is over one and a half times the mean")
    func evenness() {
        for theme in [\Paint.light, \Paint.dark] as [KeyPath<Paint, UInt32>] {
            let lightness = (0...10).map { step in
                let color = Color(Paint.low[keyPath: theme])
                    .over(Color(Paint.surface[keyPath: theme]), opacity: Double(step) / 10)
                return perceived(color.luminance)
            }
            let steps = zip(lightness, lightness.dropFirst()).map { abs($1 - $0) }
            let mean = steps.reduce(0, +) / 10
            #expect(steps.allSatisfy { $0 < mean * 1.5 && $0 > mean / 2 }, "\(steps)")
        }
    }

    /// CIE 1976 lightness of a luminance above 0.008856.
    private func perceived(_ luminance: Double) -> Double {
        var root = 0.5
        for _ in 0..<60 { root -= (root * root * root - luminance) / (3 * root * root) }
        return luminance > 0.008856 ? 116 * root - 16 : 903.3 * luminance
    }

    @Test("every hue has its own marker")
    func markers() {
        #expect(Set(Hue.allCases.map { $0.marker(0, 0).rendered }).count == Hue.allCases.count)
        #expect(Hue.blue.marker(1.25, 2, size: 3).rendered == "<circle cx=\"1.3\" cy=\"2\" r=\"3\"/>")
        #expect(Hue.green.marker(10, 10, size: 5).rendered == "<path d=\"M5.5 5.5h9v9h-9z\"/>")
    }

    @Test("coordinates are short, and paths use the shortest command")
    func paths() {
        #expect(
            [1, 2.04, 2.06, -0.04, -3.25, .nan, 1e9].map(coordinate) == ["1", "2", "2.1", "0", "-3.3", "0", "100000"])
        var path = PathData()
        for (x, y) in [(0, 0), (5, 0), (5, 3), (5, 3), (6, 4)] as [(Double, Double)] { path.add(x, y) }
        path.lift()
        path.add(1, 1)
        #expect(path.text == "M0 0H5V3L6 4M1 1")
    }
}
