import Figures
import Notebooks
import Running
import Sessions

/// A record of a run that never was: cells that ended in every way, with outputs, values and problems full of hostile text.
struct HostileRecord {
    private let notebook: Notebook
    private let template: RecordTemplate
    private let words: [String]
    private var random: FuzzRandom

    init(_ notebook: Notebook, template: RecordTemplate, random: FuzzRandom) {
        self.notebook = notebook
        self.template = template
        self.random = random
        let scalars = Array(notebook.source.text.unicodeScalars.prefix(100_000))
        var words = FuzzDictionary.hostile
        for _ in 0..<20 where !scalars.isEmpty {
            let start = self.random.below(scalars.count)
            let length = self.random.below(80)
            words.append(String(String.UnicodeScalarView(scalars[start..<min(scalars.count, start + length)])))
        }
        self.words = words
    }

    mutating func record() -> RunRecord {
        var record = template.record
        record.notebook = notebook.source
        record.parameters = notebook.frontMatter.parameters.flatMap { parameter in
            template.record.parameters.map {
                var entry = $0
                entry.name = parameter.name
                entry.value = value()
                entry.isDefault = random.once(in: 2)
                entry.help = parameter.help
                return entry
            }
        }
        record.provenance.processor = text()
        record.provenance.commit = random.once(in: 2) ? text() : nil
        record.outcome = random.pick([
            .succeeded, .failed, .expectationFailed, .timedOut, .interrupted, .unfinished,
        ])
        record.seconds = number()
        let names = quotedNames
        record.cells = notebook.cells.map { cell($0, giving: names) }
        return record
    }

    /// The names that prose and captions quote, so that there is something to fill in.
    private var quotedNames: [String] {
        let captions = notebook.cells.flatMap { [$0.display.caption, $0.display.alternative] }.compactMap(\.self)
        return notebook.proseReferences.map(\.reference.name) + captions.flatMap { $0.references.map(\.name) }
    }

    private mutating func cell(_ cell: Cell, giving names: [String]) -> CellRecord {
        var record = CellRecord(notRun: cell.index, label: cell.display.label)
        record.outcome = random.pick([
            .succeeded, .succeeded, .failed, .expectationFailed, .timedOut, .interrupted, .notRun, .unfinished,
        ])
        record.seconds = number()
        record.origin = random.pick([.thisRun, .reused, .earlierRun])
        record.staleness = (0..<random.below(2)).map { _ in text() }
        for _ in 0..<random.below(2) { record.filesRead[text()] = text() }
        record.outputs = (0..<random.below(4)).map { _ in output() }
        record.values = (0..<(names.isEmpty ? 0 : random.below(4))).map { _ in
            let name = random.pick(names)
            return NamedValue(name, value())
        }
        if record.outcome != .succeeded, random.once(in: 2) {
            let place = SourcePlace(
                line: 1 + random.below(notebook.source.lines.count + 1), column: 1 + random.below(100))
            record.problem = Diagnostic(.commandFailed, at: place, text(), remedy: text())
        }
        return record
    }

    // MARK: Text, numbers and values

    private mutating func text() -> String {
        (0...random.below(3)).map { _ in random.pick(words) }.joined(separator: random.once(in: 2) ? "" : " ")
    }

    private mutating func number() -> Double {
        random.pick([
            0, -0.0, 0.5, 1, -1, 3, 59.9996, 1e-9, 1e9, 1e300, -1e300, .leastNonzeroMagnitude, .nan, .infinity,
            -.infinity, 123456.789,
        ])
    }

    private mutating func value() -> Value {
        switch random.below(5) {
        case 0: .integer(random.pick([0, 1, -1, .max, .min, 1000]))
        case 1: .real(number())
        case 2: .boolean(random.once(in: 2))
        case 3: .text(text())
        default: .list([.text(text()), .integer(1), .list([.real(number())])])
        }
    }

    // MARK: Outputs

    private mutating func output() -> Output {
        switch random.below(7) {
        case 0: .table(table())
        case 1: .figure(figure())
        case 2: .check(CheckOutcome(text(), passed: random.once(in: 2), detail: text()))
        case 3: expectation()
        case 4: .note(text())
        case 5: reported()
        default: .warning(text())
        }
    }

    private mutating func expectation() -> Output {
        var expectation = template.expectation
        expectation.comparison = text()
        expectation.passed = random.once(in: 2)
        expectation.detail = text()
        return .expectation(expectation)
    }

    private mutating func reported() -> Output {
        var figure = template.reported
        figure.name = text()
        figure.reported = number()
        figure.reproduced = number()
        figure.decimals = random.once(in: 2) ? random.below(18) : nil
        figure.tolerance = random.once(in: 2) ? number() : nil
        figure.source = random.once(in: 2) ? text() : nil
        return .reported(figure)
    }

    private mutating func table() -> Table {
        let columns = (0..<random.below(4)).map { _ in text() }
        // Rows may be shorter and longer than the head.
        let rows = (0..<random.below(4)).map { _ in (0..<random.below(5)).map { _ in entry() } }
        return Table(text(), columns: columns, rows: rows)
    }

    private mutating func entry() -> TableEntry {
        switch random.below(8) {
        case 0: .text(text())
        case 1: .code(text())
        case 2: .integer(random.pick([0, .max, .min, -12345]))
        case 3: .real(number(), digits: random.below(18))
        case 4: .scientific(number(), digits: random.below(18))
        case 5: .percent(number(), digits: random.below(18))
        case 6: .interval(number(), low: number(), high: number(), digits: random.below(18))
        default: .missing
        }
    }

    private mutating func figure() -> Figure {
        Figure(title: text(), chart: chart(), alternative: random.once(in: 2) ? text() : nil)
    }

    private mutating func chart() -> Chart {
        switch random.below(7) {
        case 0:
            .lines(
                LineChart(
                    x: axis(), y: axis(), series: (0..<random.below(3)).map { _ in series() },
                    guides: random.once(in: 2) ? [.horizontal(number(), text())] : [], isSquare: random.once(in: 2)))
        case 1:
            .bars(
                BarChart(
                    category: text(), value: axis(),
                    bars: (0..<random.below(4)).map { _ in
                        BarChart.Bar(text(), number(), interval: Interval(number(), number()))
                    },
                    direction: random.once(in: 2) ? .horizontal : .vertical, intervalName: text()))
        case 2:
            .scatter(
                ScatterChart(
                    x: axis(), y: axis(),
                    classes: [.init(text(), (0..<random.below(4)).map { _ in .init(number(), number()) })],
                    hasEqualUnits: random.once(in: 2)))
        case 3: .histogram(histogram())
        case 4: .boxes(BoxPlot(category: text(), value: axis(), groups: (0..<random.below(3)).map { _ in group() }))
        case 5:
            .tokens(
                TokenStrip(
                    tokens: (0..<random.below(5)).map { _ in .init(text(), number()) }, measure: axis(),
                    colors: .diverging(limit: number())))
        default:
            .heatMap(
                HeatMap(
                    rowTitle: text(), rows: [text(), text()], columnTitle: text(), columns: [text()],
                    cells: [[.init(number(), shade: number(), lines: [text()])], []],
                    colors: random.once(in: 2)
                        ? .diverging(limit: number()) : .sequential(from: number(), to: number()),
                    measure: text()))
        }
    }

    private mutating func histogram() -> Histogram {
        let counts = [random.pick([0, .max, .min, 3]), random.pick([0, .max, 7])]
        return Histogram(
            x: axis(), counted: text(), start: number(), width: number(),
            classes: (0..<random.below(3)).map { _ in .init(text(), counts) }, omitted: random.pick([0, .max, .min]))
    }

    private mutating func group() -> BoxPlot.Group {
        var group = BoxPlot.Group(text(), of: (0..<random.below(9)).map { _ in number() })
        group.median = number()
        group.high = number()
        return group
    }

    private mutating func series() -> LineSeries {
        LineSeries(
            text(),
            (0..<random.below(5)).map { _ in LinePoint(number(), number(), band: Interval(number(), number())) },
            shape: random.pick([.line, .steps, .columns(width: number())]), goal: random.pick([.highest, nil]))
    }

    private mutating func axis() -> Axis {
        Axis(
            text(), unit: random.once(in: 2) ? text() : nil, limits: random.once(in: 4) ? 0...1 : nil,
            scale: random.pick([.linear, .logarithmic, .automatic]),
            ticks: random.pick([.numbers, .integers, .percent, .none]))
    }
}
