import Figures
import Notebooks
import Sessions

/// What `haltbook check --format sarif` prints: a log in the Static Analysis Results Interchange Format 2.1.0
/// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with the names that the format gives.
struct SARIFLog: Encodable {
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    struct Run: Encodable {
        let tool: Tool
        let columnKind = "unicodeCodePoints"
        /// What ends a line in a notebook; the format's own default leaves out the last.
        let newlineSequences = ["\r\n", "\n", "\r"]
        let results: [Result]

        private enum CodingKeys: CodingKey {
            case tool, columnKind, newlineSequences, results
        }
    }

    struct Tool: Encodable {
        let driver: Driver
    }

    struct Driver: Encodable {
        let name = "haltbook"
        let version = Versions.program
        let rules: [Rule]

        private enum CodingKeys: CodingKey {
            case name, version, rules
        }
    }

    /// A code. Its page has no address on the web, so it is named in words and not as `helpUri`.
    struct Rule: Encodable {
        let id: String
        let shortDescription: Message
        let help: Message
    }

    struct Message: Encodable {
        let text: String
    }

    struct Result: Encodable {
        let ruleId: String
        let ruleIndex: Int
        let level: Diagnostic.Severity
        let message: Message
        let locations: [Location]
    }

    struct Location: Encodable {
        let physicalLocation: PhysicalLocation
    }

    struct PhysicalLocation: Encodable {
        let artifactLocation: ArtifactLocation
        let region: Region?
    }

    struct ArtifactLocation: Encodable {
        let uri: String
    }

    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
    }
}

extension SARIFLog {
    /// The rules are the codes that were found, in their order.
    init(_ files: [CheckedFile]) {
        let found = Set(files.flatMap(\.findings).map(\.code))
        let codes = DiagnosticCode.allCases.filter(found.contains)
        let results = files.flatMap { Self.results(of: $0, codes) }
        runs = [Run(tool: Tool(driver: Driver(rules: codes.map(Rule.init))), results: results)]
    }

    private static func results(of file: CheckedFile, _ codes: [DiagnosticCode]) -> [Result] {
        let artifact = ArtifactLocation(uri: file.path.uriReference)
        var columns = CodePointColumns(file.source?.lines ?? [])
        return file.findings.compactMap { finding in
            guard let index = codes.firstIndex(of: finding.code) else { return nil }
            let region = finding.place.map { Region(startLine: $0.line, startColumn: columns.column(of: $0)) }
            let location = Location(physicalLocation: PhysicalLocation(artifactLocation: artifact, region: region))
            return Result(
                ruleId: finding.code.rawValue, ruleIndex: index, level: finding.severity,
                message: Message(text: finding.words), locations: [location])
        }
    }
}

extension SARIFLog.Rule {
    fileprivate init(_ code: DiagnosticCode) {
        id = code.rawValue
        shortDescription = SARIFLog.Message(text: code.title)
        help = SARIFLog.Message(text: "\(code.page) of Haltbook's sources says what it means and how to mend it.")
    }
}

/// Counts code points where our own places count characters, which may have several; asked in the places' order.
private struct CodePointColumns {
    private let lines: [Substring]
    private var last = SourcePlace(line: 0, column: 1)
    /// Of the last place: the index in its line, and its column in code points.
    private var index = "".startIndex
    private var column = 1

    init(_ lines: [Substring]) {
        self.lines = lines
    }

    mutating func column(of place: SourcePlace) -> Int {
        guard lines.indices.contains(place.line - 1) else { return place.column }
        let line = lines[place.line - 1]
        if place.line != last.line || place < last {
            (last, index, column) = (.init(line: place.line, column: 1), line.startIndex, 1)
        }
        // A place may be one past the line's end, and no further.
        let next = line.index(index, offsetBy: place.column - last.column, limitedBy: line.endIndex) ?? line.endIndex
        column += line.unicodeScalars.distance(from: index, to: next)
        (last, index) = (place, next)
        return column
    }
}

extension String {
    /// The path as a URI reference: absolute as a `file` URI, relative as it is; a colon in it begins no scheme.
    fileprivate var uriReference: String {
        (hasPrefix("/") ? "file://" : "") + percentEncoded { !$0.isUnreserved }
    }
}

extension UInt8 {
    /// Whether a path in a URI has the byte as it is (RFC 3986).
    fileprivate var isUnreserved: Bool {
        switch UnicodeScalar(self) {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": true
        default: false
        }
    }
}
