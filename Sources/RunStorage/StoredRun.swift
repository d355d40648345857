/// What is kept of one run: plain values, so that neither their makers nor their readers see a database.
package struct StoredRun: Hashable, Encodable, Sendable {
    /// A short text of its own, such as `20261124-192406-3f2a`.
    package var id: String
    /// The notebook's path as it was given.
    package var notebook: String
    /// The notebook's absolute path.
    package var notebookPath: String
    /// When the run began, as in `2026-11-24 19:24:06 UTC`.
    package var started: String
    package var seconds: Double
    /// How it ended, as in `succeeded`; `unfinished` where it was killed, or is still going on.
    package var outcome: String
    /// The program with its version, as in `haltbook 0.1.0`.
    package var program: String
    /// The commit that the notebook's folder stood at, where it is under git.
    package var commit: String?
    /// The report's path, where one was written.
    package var report: String?
    package var expectationsHeld: Int
    package var expectationsFailed: Int
    package var parameters: [Parameter]
    package var cells: [Cell]
    /// What the cells computed, in order.
    package var metrics: [Metric]
    package var files: [File]

    package init(
        id: String, notebook: String, notebookPath: String, started: String, seconds: Double = 0,
        outcome: String = Self.unfinished, program: String, commit: String? = nil, report: String? = nil,
        expectationsHeld: Int = 0, expectationsFailed: Int = 0, parameters: [Parameter] = [], cells: [Cell] = [],
        metrics: [Metric] = [], files: [File] = []
    ) {
        self.id = id
        self.notebook = notebook
        self.notebookPath = notebookPath
        self.started = started
        self.seconds = seconds
        self.outcome = outcome
        self.program = program
        self.commit = commit
        self.report = report
        self.expectationsHeld = expectationsHeld
        self.expectationsFailed = expectationsFailed
        self.parameters = parameters
        self.cells = cells
        self.metrics = metrics
        self.files = files
    }

    /// The outcome of a run that has not ended.
    package static let unfinished = "unfinished"

    /// A new run's id: the digits of its start, then four drawn ones.
    package static func id(started: String, using generator: inout some RandomNumberGenerator) -> String {
        let digits = started.filter(\.isWholeNumber)
        let drawn = String(UInt16.random(in: .min ... .max, using: &generator), radix: 16)
        let padding = String(repeating: "0", count: 4 - drawn.count)
        return "\(digits.prefix(8))-\(digits.dropFirst(8))-\(padding)\(drawn)"
    }
}

extension StoredRun {
    package struct Parameter: Hashable, Encodable, Sendable {
        package var name: String
        /// The value as an author would write it.
        package var value: String
        package var isDefault: Bool

        package init(name: String, value: String, isDefault: Bool) {
            self.name = name
            self.value = value
            self.isDefault = isDefault
        }
    }

    package struct Cell: Hashable, Encodable, Sendable {
        /// Its place among the notebook's cells, from 0.
        package var index: Int
        package var name: String
        package var outcome: String
        package var seconds: Double
        /// How its results came about: `ran`, `reused` or `shown`.
        package var source: String
        /// The digest that its results are kept under, where they are.
        package var key: String?

        package init(index: Int, name: String, outcome: String, seconds: Double, source: String, key: String? = nil) {
            self.index = index
            self.name = name
            self.outcome = outcome
            self.seconds = seconds
            self.source = source
            self.key = key
        }
    }

    /// A value that a cell computed.
    package struct Metric: Hashable, Encodable, Sendable {
        /// The cell's place among the notebook's cells, from 0.
        package var cell: Int
        package var name: String
        package var value: Value

        package init(cell: Int, name: String, value: Value) {
            self.cell = cell
            self.name = name
            self.value = value
        }
    }

    package enum Value: Hashable, Encodable, Sendable {
        case integer(Int)
        case number(Double)
        case text(String)

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            }
        }
    }

    /// A file that the run read or wrote.
    package struct File: Hashable, Encodable, Sendable {
        /// What it is to the run, as in `notebook`, `data` or `weights`.
        package var role: String
        package var path: String
        /// 64 lower-case hexadecimal digits.
        package var sha256: String

        package init(role: String, path: String, sha256: String) {
            self.role = role
            self.path = path
            self.sha256 = sha256
        }
    }
}
