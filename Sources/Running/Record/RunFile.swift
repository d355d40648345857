import Files
import Notebooks

/// Reads and writes records as JSON.
package enum RunFile {
    /// Writes the record, whole or not at all.
    package static func write(_ record: RunRecord, to path: String) throws {
        try SafeFile.write(try ExactJSON.bytes(record.settled, isPretty: true), to: path)
    }

    /// Reads a record.
    ///
    /// Throws a `Diagnostic` where the file is none, or one of a format that this version does not know.
    package static func read(_ path: String) throws -> RunRecord {
        let bytes = try SafeFile.read(path)
        guard let header = try? ExactJSON.value(Header.self, bytes) else {
            throw NotARecord(
                path: path, problem: "it is not a record of a run; give the `run.json` that `haltbook run` wrote")
        }
        guard header.format == RunRecord.currentFormat else { throw NotARecord(path: path, format: header.format) }
        do {
            let record = try ExactJSON.value(RunRecord.self, bytes)
            // A report looks up each cell of the notebook's text by its place in the record.
            let cells = Notebook(parsing: record.notebook).cells
            guard record.cells.map(\.index) == cells.map(\.index) else {
                throw NotARecord(
                    path: path, problem: "its cells are not those of its notebook; run the notebook again")
            }
            return record
        } catch let error as DecodingError {
            throw NotARecord(path: path, problem: "it is damaged at \(error.path); run the notebook again")
        }
    }

    private struct Header: Decodable {
        var format: Int
    }
}

/// Why a file is not the record of a run.
package struct NotARecord: Error, CustomStringConvertible {
    package var path: String
    package var problem: String

    init(path: String, problem: String) {
        self.path = path
        self.problem = problem
    }

    /// A record of another format than this version reads.
    init(path: String, format: Int) {
        self.init(
            path: path,
            problem:
                "its format is \(format), and this version reads \(RunRecord.currentFormat); run the notebook again")
    }

    package var description: String { "cannot read \(path): \(problem)" }
}

extension DecodingError {
    /// Where in the JSON the fault is, as `cells.3.outputs`.
    fileprivate var path: String {
        let keys: [any CodingKey] =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: []
            }
        return keys.isEmpty
            ? "its top" : "`" + keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".") + "`"
    }
}
