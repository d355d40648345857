import Notebooks
import Running
import Sessions

/// The numbers of a report's figures and tables, and where on the page each part is that its text can refer to.
struct ReportNumbers {
    /// The numbers of what one cell shows, both from 1 through the whole report.
    struct Cell: Hashable {
        var figures: Range<Int>
        var tables: Range<Int>
    }

    /// What the text calls a part of the notebook, and the id that leads to it.
    struct Part: Hashable {
        var name: String
        var anchor: String
    }

    /// Of the cells that are shown, by index.
    private(set) var cells: [Int: Cell] = [:]
    /// Of the tables in prose that have a caption, in the order of the text.
    private(set) var proseTables: [Int] = []
    private var labelledTables: [String: Int] = [:]
    private var sections: [String: String] = [:]
    private let notebook: Notebook
    private var figureCount = 0
    private var tableCount = 0

    init(_ notebook: Notebook, _ record: RunRecord) {
        self.notebook = notebook
        number(notebook.blocks, record)
    }

    private mutating func number(_ blocks: [MarkdownBlock], _ record: RunRecord) {
        for block in blocks {
            switch block {
            case .cell(let index): number(notebook.cells[index], record)
            case .table(let table): number(table)
            case .heading(_, let inlines, let label):
                if let label, sections[label] == nil { sections[label] = inlines.plainText() }
            case .blockQuote(let inner), .footnote(_, let inner): number(inner, record)
            case .callout(let callout): number(callout.blocks, record)
            case .list(let list): for item in list.items { number(item, record) }
            case .paragraph, .code, .rawHTML, .thematicBreak: break
            }
        }
    }

    private mutating func number(_ cell: Notebooks.Cell, _ record: RunRecord) {
        guard CellWriter.shows(cell, record.cells[cell.index]), cells[cell.index] == nil else { return }
        let outputs = record.cells[cell.index].outputs.joiningReported
        let figures = outputs.count { if case .figure = $0 { true } else { false } }
        let tables = outputs.count { if case .table = $0 { true } else { false } }
        cells[cell.index] = Cell(
            figures: (figureCount + 1)..<(figureCount + 1 + figures),
            tables: (tableCount + 1)..<(tableCount + 1 + tables))
        figureCount += figures
        tableCount += tables
    }

    private mutating func number(_ table: MarkdownTable) {
        guard table.caption != nil else { return }
        tableCount += 1
        proseTables.append(tableCount)
        if let label = table.label, labelledTables[label] == nil { labelledTables[label] = tableCount }
    }

    // MARK: What text refers to

    /// Nil where the report does not show it.
    func part(_ part: NotebookPart, _ label: String) -> Part? {
        switch part {
        case .section: sections[label].map { Part(name: $0, anchor: "sec:\(label)") }
        case .equation: notebook.equations[label].map { Part(name: "Equation\u{A0}\($0)", anchor: "eq:\(label)") }
        case .table where labelledTables[label] != nil:
            Part(name: "Table\u{A0}\(labelledTables[label] ?? 0)", anchor: "tbl:\(label)")
        case .figure, .table: shown(part, label)
        }
    }

    private func shown(_ part: NotebookPart, _ label: String) -> Part? {
        guard let cell = notebook.cell(showing: label), let numbers = cells[cell.index] else { return nil }
        let all = part == .figure ? numbers.figures : numbers.tables
        let name = part == .figure ? "Figure" : "Table"
        if cell.display.label == label {
            guard let first = all.first, let last = all.last else { return nil }
            let anchor = cell.anchor(part, 1)
            if first == last { return Part(name: "\(name)\u{A0}\(first)", anchor: anchor) }
            return Part(name: "\(name)s\u{A0}\(first)\(last == first + 1 ? " and " : "–")\(last)", anchor: anchor)
        }
        guard let dash = label.lastIndex(of: "-"), let number = Int(label[label.index(after: dash)...]),
            all.indices.contains(all.startIndex + number - 1)
        else { return nil }
        return Part(name: "\(name)\u{A0}\(all.startIndex + number - 1)", anchor: cell.anchor(part, number))
    }
}

extension Notebooks.Cell {
    /// The id of its figure or table of that number.
    func anchor(_ part: NotebookPart, _ number: Int) -> String { "\(part.rawValue):\(figureName(number))" }
}
