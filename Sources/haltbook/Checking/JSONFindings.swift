import FoundationEssentials
import Notebooks

/// What `haltbook check --format json` prints.
///
/// Lines and columns are counted from 1, columns in characters, as in all messages; both are left out where a problem
/// is about a file as a whole.
struct JSONFindings: Encodable {
    /// Grows when a program that reads these documents would have to be changed.
    let format = 1
    let files: [File]

    struct File: Encodable {
        let file: String
        let cells: Int?
        let problems: [Problem]
    }

    struct Problem: Encodable {
        let code: String
        let severity: Diagnostic.Severity
        let file: String
        let line: Int?
        let column: Int?
        let problem: String
        let remedy: String
        let page: String
    }

    init(_ files: [CheckedFile]) {
        self.files = files.map { file in
            File(file: file.path, cells: file.cells, problems: file.findings.map { Problem($0, in: file) })
        }
    }

    private enum CodingKeys: CodingKey {
        case format, files
    }
}

extension JSONFindings.Problem {
    fileprivate init(_ finding: Finding, in file: CheckedFile) {
        code = finding.code.rawValue
        severity = finding.severity
        self.file = file.path
        line = finding.place?.line
        column = finding.place?.column
        problem = finding.problem
        remedy = finding.remedy
        page = finding.code.page
    }
}

/// A value as a JSON document: for the same value always the same text.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
