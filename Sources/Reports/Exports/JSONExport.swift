import Figures
import Files
import Notebooks
package import Running
import Sessions

/// A run as JSON for programs that do not know how `run.json` is built: values, tables and figures as plain data.
package struct JSONExport {
    private let record: RunRecord
    private let notebook: Notebook

    package init(_ record: RunRecord) {
        self.record = record.settled
        notebook = Notebook(parsing: record.notebook)
    }

    package func bytes() throws -> [UInt8] {
        try ExactJSON.bytes(document, isPretty: true) + [UInt8(ascii: "\n")]
    }

    private var document: Document {
        let provenance = record.provenance
        return Document(
            title: notebook.title, authors: notebook.frontMatter.authors, outcome: record.outcome.rawValue,
            seconds: record.seconds, seed: provenance.seed, precision: provenance.precision,
            started: provenance.started, versions: provenance.versions,
            notebook: Document.File(path: provenance.notebookPath, sha256: provenance.notebookDigest),
            parameters: record.parameters.map { NamedDatum(name: $0.name, value: Datum($0.value)) },
            cells: record.cells.map(cell))
    }

    private func cell(_ record: CellRecord) -> CellDocument {
        var cell = CellDocument(
            name: notebook.cells[record.index].name, line: notebook.cells[record.index].place.line,
            outcome: record.outcome.rawValue, origin: record.origin.rawValue, seconds: record.seconds,
            staleness: record.staleness, error: record.problem.map { $0.headline(in: self.record.notebook) },
            values: record.values.map { NamedDatum(name: $0.name, value: Datum($0.value)) })
        for output in record.outputs.joiningReported { cell.add(output) }
        for table in record.epochs.tables { cell.add(.table(table)) }
        return cell
    }
}

/// The whole of it.
private struct Document: Encodable {
    /// Raised when a program that reads the former one would read this one wrongly.
    var format = 1
    var title: String
    var authors: [String]
    var outcome: String
    var seconds: Double
    var seed: UInt64
    var precision: String
    var started: String
    var versions: [String]
    var notebook: File
    var parameters: [NamedDatum]
    var cells: [CellDocument]

    struct File: Encodable {
        var path: String
        var sha256: String
    }
}

private struct NamedDatum: Encodable {
    var name: String
    var value: Datum
}

private struct CellDocument: Encodable {
    var name: String
    var line: Int
    var outcome: String
    var origin: String
    var seconds: Double
    var staleness: [String]
    var error: String?
    var values: [NamedDatum]
    var tables: [TableDocument] = []
    var figures: [FigureDocument] = []
    var checks: [CheckDocument] = []
    var notes: [String] = []
    var warnings: [String] = []

    mutating func add(_ output: Output) {
        switch output {
        case .table(let table): tables.append(TableDocument(table))
        case .figure(let figure): figures.append(FigureDocument(figure))
        case .check(let check):
            checks.append(CheckDocument(name: check.name, passed: check.passed, detail: check.detail))
        case .expectation(let expectation):
            let name = "expect \(expectation.comparison)"
            checks.append(CheckDocument(name: name, passed: expectation.passed, detail: expectation.detail))
        case .reported(let figure): tables.append(TableDocument(Table([figure])))
        case .note(let text): notes.append(text)
        case .warning(let text): warnings.append(text)
        }
    }
}

private struct CheckDocument: Encodable {
    var name: String
    var passed: Bool
    var detail: String
}

private struct TableDocument: Encodable {
    var title: String
    var columns: [String]
    var rows: [[Datum]]

    init(_ table: Table) {
        title = table.title
        columns = table.columns
        rows = table.rows.map { $0.map(Datum.init) }
    }
}

/// A figure's data, to compute with.
private struct FigureDocument: Encodable {
    var title: String
    var description: String
    var chart: Chart

    init(_ figure: Figure) {
        title = figure.title
        description = figure.description
        chart = figure.chart
    }
}

/// A value as JSON has it; numbers with all their digits, and an interval as an object.
private enum Datum: Encodable {
    case integer(Int), real(Double), boolean(Bool), text(String), missing
    case list([Datum])
    case interval(value: Double, low: Double, high: Double)

    init(_ value: Value) {
        switch value {
        case .integer(let value): self = .integer(value)
        case .real(let value): self = .real(value)
        case .boolean(let value): self = .boolean(value)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map(Datum.init))
        }
    }

    init(_ entry: TableEntry) {
        switch entry {
        case .text(let text), .code(let text): self = .text(text)
        case .integer(let value): self = .integer(value)
        case .real(let value, _), .scientific(let value, _), .percent(let value, _): self = .real(value)
        case .interval(let value, let low, let high, _), .scientificInterval(let value, let low, let high, _):
            self = .interval(value: value, low: low, high: high)
        case .missing: self = .missing
        }
    }

    private enum CodingKeys: String, CodingKey { case value, low, high }

    func encode(to encoder: any Encoder) throws {
        if case .interval(let value, let low, let high) = self {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(value, forKey: .value)
            try container.encode(low, forKey: .low)
            try container.encode(high, forKey: .high)
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .real(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .text(let text): try container.encode(text)
        case .list(let values): try container.encode(values)
        case .missing, .interval: try container.encodeNil()
        }
    }
}
