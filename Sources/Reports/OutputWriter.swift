import Figures
import Notebooks
import Sessions

/// Writes what a cell's commands showed.
struct OutputWriter {
    let cell: Cell
    /// What the author says of the cell's figures.
    let alternative: String?
    /// What may still be shown of the cell.
    private var room: OutputLimits
    private let numbers: ReportNumbers.Cell?
    private var figureCount = 0
    private var tableCount = 0

    init(cell: Cell, alternative: String?, limits: OutputLimits, numbers: ReportNumbers.Cell? = nil) {
        self.cell = cell
        self.alternative = alternative
        room = limits
        self.numbers = numbers
    }

    mutating func markup(_ output: Output) -> Markup {
        switch output {
        case .table(let table): self.table(table)
        case .figure(let figure): self.figure(figure, number: 0)
        case .check(let check): outcome(check.passed, .text(check.name), check.detail)
        case .expectation(let expectation):
            outcome(
                expectation.passed, .tag("code", [:], .text("expect \(expectation.comparison)")), expectation.detail)
        case .reported(let figure): self.table(Table([figure]))
        case .note(let text): .tag("p", ["class": "note"], sentence(room.take(text)))
        case .warning(let text):
            .tag("p", ["class": "note warning"], [.tag("strong", [:], .text("Warning. "))] + sentence(room.take(text)))
        }
    }

    /// Names stand between back quotes, as on a terminal; one without its partner stays as it is.
    private func sentence(_ text: String) -> [Markup] {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        guard !parts.count.isMultiple(of: 2) else { return [.text(text)] }
        return parts.enumerated().map { place, part in
            place.isMultiple(of: 2) ? .text(String(part)) : .tag("code", [:], .text(String(part)))
        }
    }

    private func outcome(_ passed: Bool, _ name: Markup, _ detail: String) -> Markup {
        .tag(
            "p", ["class": passed ? "outcome passed" : "outcome refuted"],
            .tag("span", ["class": "mark"], .text(passed ? "✓ holds" : "✗ fails")), .text(" "),
            name,
            .tag("span", ["class": "detail"], .text(detail.isEmpty ? "" : " (\(detail))")))
    }

    // MARK: Figures

    mutating func figure(_ figure: Figure, number: Int) -> Markup {
        var figure = figure
        if let alternative { figure.alternative = alternative }
        figureCount += 1
        // A class, since the page's policy allows no style but the one at its head.
        let width = cell.display.width.map { "width-\($0)" }
        let ordinal = numbers.map { $0.figures.lowerBound + figureCount - 1 }
        return .element(
            "figure",
            [Attribute("id", cell.anchor(.figure, figureCount))] + (width.map { [Attribute("class", $0)] } ?? []),
            [
                .tag("figcaption", [:], CellWriter.numbered("Figure", ordinal) + [.text(figure.title)]),
                figure.svg(idPrefix: "figure_\(cell.index + 1)_\(number)"),
                .element(
                    "details", [Attribute("class", "data")],
                    [.tag("summary", [:], .text("Data"))] + data(of: figure)),
            ])
    }

    /// A table, and where all of it has room a link that saves it.
    private mutating func data(of figure: Figure) -> [Markup] {
        let data = figure.dataTable
        let count = room.take(data.rows.lazy.map { $0.reduce(0) { $0 + $1.utf8.count } })
        let table = scrolling(
            .tag(
                "table", [:],
                .tag("thead", [:], .tag("tr", [:], data.columns.map { heading($0) })),
                .tag(
                    "tbody", [:],
                    data.rows.prefix(count).map { row in .tag("tr", [:], row.map { .tag("td", [:], .text($0)) }) })),
            label: figure.title, rowsLeftOut: data.rows.count - count)
        return [table] + (count == data.rows.count ? link(to: figure) : [])
    }

    private mutating func link(to figure: Figure) -> [Markup] {
        let address = figure.csvAddress
        guard room.take(address.utf8.count) else { return [] }
        let name = cell.figureName(figureCount) + ".csv"
        return [.tag("p", ["class": "note"], .tag("a", ["download": name, "href": address], .text("Save as CSV")))]
    }

    // MARK: Tables

    private mutating func table(_ table: Table) -> Markup {
        let texts = table.rows.lazy.map { $0.reduce(0) { $0 + $1.text.utf8.count } }
        let count = room.take(texts)
        let isNumeric = table.columns.indices.map { column in
            table.rows.allSatisfy { !$0.indices.contains(column) || $0[column].isNumeric }
        }
        let head = zip(table.columns, isNumeric).map(heading)
        tableCount += 1
        let ordinal = numbers.map { $0.tables.lowerBound + tableCount - 1 }
        return scrolling(
            .tag(
                "table", [:],
                .tag("caption", [:], CellWriter.numbered("Table", ordinal) + [.text(table.title)]),
                .tag("thead", [:], .tag("tr", [:], head)),
                .tag(
                    "tbody", [:],
                    table.rows.prefix(count).map { row in .tag("tr", [:], zip(row, isNumeric).map(entry)) })),
            label: table.title, rowsLeftOut: table.rows.count - count,
            id: ordinal.map { _ in cell.anchor(.table, tableCount) })
    }

    /// The head of a column; what names nothing is an entry like others.
    private func heading(_ name: String, isNumeric: Bool = false) -> Markup {
        guard !name.isEmpty else { return .tag("td") }
        return .element(
            "th", [Attribute("scope", "col")] + (isNumeric ? [Attribute("class", "number")] : []), [.text(name)])
    }

    private func entry(_ entry: TableEntry, isNumeric: Bool) -> Markup {
        if case .code(let text) = entry { return .tag("td", [:], .tag("code", [:], .text(text))) }
        return .element("td", isNumeric ? [Attribute("class", "number")] : [], [.text(entry.text)])
    }

    /// A table wider than the page scrolls by itself, by keyboard, too.
    private func scrolling(_ table: Markup, label: String, rowsLeftOut: Int, id: String? = nil) -> Markup {
        let rest = rowsLeftOut == 1 ? "… 1 row more in run.json" : "… \(grouped(rowsLeftOut)) rows more in run.json"
        let note = rowsLeftOut == 0 ? [] : [Markup.tag("p", ["class": "note"], .text(rest))]
        return .element(
            "div",
            [Attribute("class", "scroll")] + (id.map { [Attribute("id", $0)] } ?? []) + [
                Attribute("tabindex", "0"), Attribute("role", "group"), Attribute("aria-label", label),
            ], [table] + note)
    }
}

extension TableEntry {
    /// The entry as a reader sees it.
    package var text: String {
        switch self {
        case .text(let text), .code(let text): text
        case .integer(let value): grouped(value)
        case .real(let value, let digits): fixed(value, digits: digits)
        case .scientific(let value, let digits): Figures.scientific(value, digits: digits)
        case .percent(let value, let digits): Figures.percent(value, digits: digits)
        case .interval(let value, let low, let high, let digits):
            Self.withInterval([value, low, high].map { fixed($0, digits: digits) })
        case .scientificInterval(let value, let low, let high, let digits):
            Self.withInterval([value, low, high].map { Figures.scientific($0, digits: digits) })
        case .missing: "–"
        }
    }

    private static func withInterval(_ texts: [String]) -> String { "\(texts[0]) [\(texts[1]), \(texts[2])]" }

    var isNumeric: Bool {
        switch self {
        case .text, .code: false
        case .integer, .real, .scientific, .percent, .interval, .scientificInterval, .missing: true
        }
    }
}
