import Figures
import Notebooks
import Running
import Sessions

/// What a cell showed, as blocks of Markdown, each in lines.
struct MarkdownOutputs {
    let cell: Cell
    let record: RunRecord
    /// What the cells up to this one gave.
    let values: [String: Value]
    /// The address of the folder that the figures are in.
    let folder: String
    /// The numbers of what it shows.
    private let numbers: ReportNumbers.Cell?
    private var tableCount = 0
    private var room = OutputLimits()
    private(set) var blocks: [[String]] = []
    private(set) var figures: [MarkdownExport.FigureFile] = []

    init(
        cell: Cell, record: RunRecord, values: [String: Value], folder: String, numbers: ReportNumbers.Cell? = nil
    ) {
        self.cell = cell
        self.record = record
        self.values = values
        self.folder = folder
        self.numbers = numbers
        write()
    }

    private var result: CellRecord { record.cells[cell.index] }

    private mutating func write() {
        if result.isStale {
            let since = result.staleness.map { "- \(MarkdownText.escaped($0))" }
            blocks.append(
                MarkdownText.alert("WARNING", ["Out of date. This is of an earlier run. Since then:", ""] + since))
        }
        for output in result.outputs.joiningReported { write(output) }
        for table in result.epochs.tables { write(table) }
        if let caption = filled(cell.display.caption) { blocks.append(["*\(MarkdownText.escaped(caption))*"]) }
        if result.outcome != .succeeded { writeEnd() }
    }

    private mutating func write(_ output: Output) {
        switch output {
        case .table(let table): write(table)
        case .figure(let figure): write(figure)
        case .check(let check): outcome(check.passed, check.name, check.detail)
        case .expectation(let expectation):
            outcome(expectation.passed, "expect \(expectation.comparison)", expectation.detail)
        case .reported(let figure): write(Table([figure]))
        case .note(let text): blocks.append([MarkdownText.escaped(room.take(text))])
        case .warning(let text):
            blocks.append(MarkdownText.alert("WARNING", [MarkdownText.escaped(room.take(text))]))
        }
    }

    private mutating func outcome(_ passed: Bool, _ name: String, _ detail: String) {
        let rest = detail.isEmpty ? "" : " (\(MarkdownText.escaped(detail)))"
        let line = "\(passed ? "✓ holds" : "✗ **fails**") \(MarkdownText.code(name))\(rest)"
        // What was checked in one go stands together.
        if blocks.last?.first?.hasPrefix("- ✓") == true || blocks.last?.first?.hasPrefix("- ✗") == true {
            blocks[blocks.count - 1].append("- \(line)")
        } else {
            blocks.append(["- \(line)"])
        }
    }

    private mutating func write(_ table: Table) {
        let count = room.take(table.rows.lazy.map { $0.reduce(0) { $0 + $1.text.utf8.count } })
        tableCount += 1
        let ordinal = numbers.map { "Table \($0.tables.lowerBound + tableCount - 1). " } ?? ""
        blocks.append(["**\(ordinal)\(MarkdownText.escaped(table.title))**"])
        blocks.append(
            MarkdownText.table(
                table.columns.map(MarkdownText.escaped),
                rows: table.rows.prefix(count).map { $0.map(MarkdownText.entry) },
                isNumeric: table.isNumeric))
        let rest = table.rows.count - count
        if rest > 0 { blocks.append(["… \(rest == 1 ? "1 row" : "\(grouped(rest)) rows") more in run.json"]) }
    }

    private mutating func write(_ figure: Figure) {
        var figure = figure
        if let alternative = filled(cell.display.alternative) { figure.alternative = alternative }
        let stem = cell.figureName(figures.count + 1)
        let name = "\(stem).svg"
        figures.append(MarkdownExport.FigureFile(name: name, text: figure.svgFile))
        let description = MarkdownText.escaped("\(figure.title): \(figure.description)")
        let ordinal = numbers.map { "Figure \($0.figures.lowerBound + figures.count - 1). " } ?? ""
        blocks.append(["**\(ordinal)\(MarkdownText.escaped(figure.title))**"])
        blocks.append(["![\(description)](\(folder)/\(MarkdownExport.address(ofFile: name)))"])
    }

    /// How a cell ended that did not come to a good end.
    private mutating func writeEnd() {
        let words = "**\(MarkdownText.escaped(cell.name)): \(result.outcome.words)**"
        guard let problem = result.problem else {
            blocks.append(
                result.outcome == .notRun ? ["*\(result.outcome.words)*"] : MarkdownText.alert("CAUTION", [words]))
            return
        }
        let message = MarkdownText.block(problem.message(in: record.notebook), info: "text")
        blocks.append(MarkdownText.alert("CAUTION", [words, ""] + message))
    }

    private func filled(_ template: Template?) -> String? {
        template?.filled { reference in values[reference.name].map(reference.formatted) ?? "—" }
    }
}
