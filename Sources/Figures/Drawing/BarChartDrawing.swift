/// A bar chart laid out.
struct BarChartDrawing {
    private let chart: BarChart
    private static let valueSize = 12.0

    init(_ chart: BarChart) {
        self.chart = chart
    }

    func draw() -> Drawing {
        chart.direction == .horizontal ? horizontal() : vertical()
    }

    private func domain(count: Int) -> Domain? {
        let ends = chart.bars.compactMap(\.interval).flatMap { [$0.low, $0.high] }
        return Domain.fitting(
            chart.bars.map(\.value) + ends, chart.value,
            Domain.Fit(count: count, includesZero: true, endsAtTicks: false))
    }

    private func valueText(_ bar: BarChart.Bar, digits: Int = 4) -> String {
        withMinus(chart.value.text(bar.value, digits: digits))
    }

    private func hover(_ bar: BarChart.Bar) -> String {
        let ends = bar.interval.map { " (\(chart.value.text($0.low)) to \(chart.value.text($0.high)))" } ?? ""
        return "\(bar.label): \(chart.value.text(bar.value))\(ends)"
    }

    private func hue(_ bar: BarChart.Bar) -> Hue { bar.hue ?? .blue }

    /// How far the bar with its error bar reaches: where the value label stands.
    private func ends(_ bar: BarChart.Bar) -> (low: Double, high: Double) {
        let drawable = [bar.value, bar.interval?.low, bar.interval?.high].compactMap { $0 }.filter(\.isDrawable)
        return (drawable.min() ?? 0, drawable.max() ?? 0)
    }

    /// An error bar with a rim, so that it stands out from the bar as well as from the ground.
    private func errorBar(_ path: String, _ bar: BarChart.Bar) -> [Markup] {
        [
            .stroked(.surface, [Attribute("stroke-width", "4"), Attribute("stroke-opacity", ".7")], [.path(path)]),
            .stroked(.ink, [Attribute("stroke-width", "1.5")], [.path(path, .title(hover(bar)))]),
        ]
    }

    /// What the error bars are, and how many bars have no place, under the plot.
    private func notes(top: Double) -> Notes {
        let interval = chart.bars.contains { $0.interval != nil } ? chart.intervalName.map { "error bars: \($0)" } : nil
        let omission = omissionNote(chart.bars.count { !$0.value.isDrawable }, of: chart.bars.count)
        return Notes([interval, omission], top: top)
    }
}

extension BarChartDrawing {
    private func horizontal() -> Drawing {
        let names = chart.bars.map { TextWidth.of($0.label, size: Drawing.labelSize) }.max() ?? 0
        let values = chart.bars.map { TextWidth.of(valueText($0), size: Self.valueSize) }.max() ?? 0
        let left = min(names, 140) + 10
        let isBothSides = chart.bars.contains { $0.value < 0 }
        let pitch = 24.0
        let box = Box(
            left: left + (isBothSides ? values + 6 : 0), top: 4,
            width: Drawing.width - left - values - 12 - (isBothSides ? values + 6 : 0),
            height: max(60, Double(chart.bars.count) * pitch + 6))
        var plot = Plot(box: box, x: nil, y: nil)
        plot.x =
            (1...6).reversed().lazy.compactMap { domain(count: $0) }
            .first {
                $0
                    == Plot.acrossDomain(
                        [$0.low, $0.high], chart.value, width: box.width, Domain.Fit(endsAtTicks: false))
            }
            ?? domain(count: 3)
        var marks = [plot.grid(vertical: true, horizontal: false)]
        for (index, bar) in chart.bars.enumerated() {
            marks += row(bar, plot, middle: box.top + 3 + (Double(index) + 0.5) * pitch, nameRight: left - 10)
        }
        if chart.bars.allSatisfy({ !$0.value.isDrawable }) { marks.append(.nothing(in: box)) }
        marks += plot.acrossAxis(labelled: true) + zeroLine(plot)
        marks.append(.filled(.ink, [], [plot.acrossTitle(chart.value.title, y: box.bottom + 36)]))
        let notes = notes(top: box.bottom + 42)
        return Drawing(marks: marks + notes.marks, height: box.bottom + 44 + notes.height)
    }

    private func row(_ bar: BarChart.Bar, _ plot: Plot, middle: Double, nameRight: Double) -> [Markup] {
        let name = Markup.label(bar.label, x: nameRight, y: middle + 4.5, .end, width: nameRight)
        guard let zero = plot.across(0), let end = plot.across(bar.value) else {
            let value = Markup.label(valueText(bar), x: plot.box.left + 6, y: middle + 4.5, size: Self.valueSize)
            return [.filled(.ink, [], [name]), .filled(.soft, [], [value])]
        }
        let box = Box(left: min(zero, end), top: middle - 9, width: abs(end - zero), height: 18)
        let isNegative = bar.value < 0
        let reach = plot.across(isNegative ? ends(bar).low : ends(bar).high) ?? end
        let value = Markup.label(
            valueText(bar), x: reach + (isNegative ? -6 : 6), y: middle + 4.5, isNegative ? .end : .start,
            size: Self.valueSize)
        var marks: [Markup] = [.filled(hue(bar).paint, [], [.rectangle(box, .title(hover(bar)))])]
        if let interval = bar.interval, let low = plot.across(interval.low), let high = plot.across(interval.high) {
            let y = coordinate(middle)
            let whisker =
                "M\(coordinate(low)) \(y)H\(coordinate(high))M\(coordinate(low)) \(coordinate(middle - 5))v10"
                + "M\(coordinate(high)) \(coordinate(middle - 5))v10"
            marks += errorBar(whisker, bar)
        }
        return marks + [.filled(.ink, [], [name, value])]
    }

    private func zeroLine(_ plot: Plot) -> [Markup] {
        guard let zero = plot.across(0) else { return [] }
        let line = "M\(coordinate(zero)) \(coordinate(plot.box.top))V\(coordinate(plot.box.bottom))"
        return [.stroked(.axis, [], [.path(line)])]
    }
}

extension BarChartDrawing {
    private func vertical() -> Drawing {
        let domain = domain(count: 5)
        let left = Plot.margin(for: domain)
        let box = Box(left: left, top: 42, width: Drawing.width - left - 8, height: 180)
        let plot = Plot(box: box, x: nil, y: domain)
        let slot = box.width / Double(max(1, chart.bars.count))
        let center = { (index: Int) in box.left + (Double(index) + 0.5) * slot }
        var marks: [Markup] = [
            .filled(.ink, [], [.label(chart.value.title, x: 0, y: 14.5, width: Drawing.width, isStrong: true)]),
            plot.grid(vertical: false, horizontal: true),
        ]
        marks += plot.upAxis()
        let texts = columnTexts(slot: slot)
        for (index, bar) in chart.bars.enumerated() {
            marks += column(bar, texts.map { $0[index] }, plot, middle: center(index), slot: slot)
        }
        if chart.bars.allSatisfy({ !$0.value.isDrawable }) { marks.append(.nothing(in: box)) }
        let zero = plot.up(0) ?? box.bottom
        let line = "M\(coordinate(box.left)) \(coordinate(zero))H\(coordinate(box.right))"
        marks.append(.stroked(.axis, [], [.path(line)]))
        let names = CategoryLabels(chart.bars.map(\.label), slot: slot)
        let bottom = box.bottom + (chart.bars.contains { $0.value < 0 } ? 18 : 0)
        marks += names.marks(top: bottom, center: center)
        let notes = notes(top: bottom + names.height + 4)
        return Drawing(marks: marks + notes.marks, height: bottom + names.height + 8 + notes.height)
    }

    /// The values in as many digits as fit above all columns; nil where not even two do.
    private func columnTexts(slot: Double) -> [String]? {
        [4, 3, 2].lazy.map { digits in chart.bars.map { valueText($0, digits: digits) } }
            .first { $0.allSatisfy { TextWidth.of($0, size: Self.valueSize) <= slot - 2 } }
    }

    private func column(_ bar: BarChart.Bar, _ text: String?, _ plot: Plot, middle: Double, slot: Double) -> [Markup] {
        guard let zero = plot.up(0), let end = plot.up(bar.value) else {
            guard let text else { return [] }
            return [
                .filled(.soft, [], [.label(text, x: middle, y: plot.box.bottom - 6, .middle, size: Self.valueSize)])
            ]
        }
        let width = min(64, slot * 0.62)
        let box = Box(left: middle - width / 2, top: min(zero, end), width: width, height: abs(end - zero))
        var marks: [Markup] = [.filled(hue(bar).paint, [], [.rectangle(box, .title(hover(bar)))])]
        if let interval = bar.interval, let low = plot.up(interval.low), let high = plot.up(interval.high) {
            let cap = min(12, width / 2)
            let caps = [low, high].map { "M\(coordinate(middle - cap / 2)) \(coordinate($0))h\(coordinate(cap))" }
            let whisker = "M\(coordinate(middle)) \(coordinate(low))V\(coordinate(high))" + caps.joined()
            marks += errorBar(whisker, bar)
        }
        let isNegative = bar.value < 0
        let reach = plot.up(isNegative ? ends(bar).low : ends(bar).high) ?? end
        guard let text else { return marks }
        let label = Markup.label(text, x: middle, y: reach + (isNegative ? 15 : -6), .middle, size: Self.valueSize)
        return marks + [.filled(.ink, [], [label])]
    }
}
