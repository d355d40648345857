import Figures
import Notebooks

/// What a report's page says of its run, read from the page alone.
package struct ReportReader: Sendable {
    package struct NamedText: Hashable, Sendable {
        /// The cell that gave it.
        package var cell: String
        package var name: String
        package var text: String
    }

    package struct TableText: Hashable, Sendable {
        /// The anchor of the cell that showed it.
        package var cell: String
        package var caption: String
        /// Row by row, the head first, as a reader sees it.
        package var rows: [[String]]
    }

    package private(set) var sources: [ReportSources.Source] = []
    /// The parameters in force, as `-p` takes them.
    package private(set) var parameters: [(name: String, value: String)] = []
    package private(set) var values: [NamedText] = []
    package private(set) var tables: [TableText] = []

    /// Nil where the text is no report, or one that says too little.
    package init?(_ page: String) {
        var cell = ""
        var pendingValue: NamedText?
        var table: TableText?
        var text: String?
        // A table's number, which others before it change.
        var isOrdinal = false
        for token in PageScanner(page) {
            switch token {
            case .text(let piece): if !isOrdinal { text?.append(piece) }
            case .start(let name, let attributes):
                note(attributes)
                if name == "section", attributes["class"]?.hasPrefix("cell ") == true { cell = attributes["id"] ?? "" }
                if let value = attributes["data-name"], let giver = attributes["data-cell"] {
                    pendingValue = NamedText(cell: giver, name: value, text: "")
                }
                if name == "table", !cell.isEmpty { table = TableText(cell: cell, caption: "", rows: []) }
                if name == "tr" { table?.rows.append([]) }
                if name == "span", attributes["class"] == "ordinal" { isOrdinal = true }
                if ["td", "th", "caption"].contains(name) { text = "" }
            case .end("section"): cell = ""
            case .end("span"): isOrdinal = false
            case .end("caption"): table?.caption = String((text ?? "").trimmed)
            case .end(let name) where name == "td" || name == "th":
                let content = text ?? ""
                text = nil
                if table != nil, let last = table?.rows.indices.last { table?.rows[last].append(content) }
                if name == "td", var value = pendingValue {
                    value.text = content
                    values.append(value)
                    pendingValue = nil
                }
            case .end("table"):
                if let table { tables.append(table) }
                table = nil
            case .end: break
            }
        }
        guard sources.contains(where: { $0.role == .notebook }) else { return nil }
    }

    private mutating func note(_ attributes: [String: String]) {
        if let role = attributes["data-role"].flatMap(ReportSources.Role.init), let path = attributes["data-path"],
            let digest = attributes["data-sha256"]
        {
            sources.append(ReportSources.Source(role: role, path: path, digest: digest))
        }
        if let name = attributes["data-parameter"], let value = attributes["data-value"] {
            parameters.append((name, value))
        }
    }
}

/// Cuts a page into tags and texts: of what `Markup` writes, and safe on anything else.
private struct PageScanner: Sequence, IteratorProtocol {
    enum Token {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    private var rest: Substring.UTF8View

    init(_ page: String) {
        rest = page[...].utf8
    }

    mutating func next() -> Token? {
        guard let first = rest.first else { return nil }
        guard first == UInt8(ascii: "<") else {
            let end = rest.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
            defer { rest = rest[end...] }
            return .text(Escaping.unescaped(Substring(rest[..<end])))
        }
        let inside = tag()
        if inside.first == UInt8(ascii: "/") { return .end(String(Substring(inside.dropFirst()))) }
        return start(inside)
    }

    /// What stands between `<` and the `>` that is in no quotation marks.
    private mutating func tag() -> Substring.UTF8View {
        var isQuoted = false
        var end = rest.index(after: rest.startIndex)
        let start = end
        while end < rest.endIndex, isQuoted || rest[end] != UInt8(ascii: ">") {
            if rest[end] == UInt8(ascii: "\"") { isQuoted.toggle() }
            end = rest.index(after: end)
        }
        let inside = rest[start..<end]
        rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
        return inside
    }

    private func start(_ inside: Substring.UTF8View) -> Token {
        let nameEnd = inside.firstIndex { $0 == UInt8(ascii: " ") } ?? inside.endIndex
        var attributes: [String: String] = [:]
        var left = inside[nameEnd...]
        while let equals = left.firstIndex(of: UInt8(ascii: "=")) {
            let name = Substring(left[..<equals]).filter { $0 != " " }
            let open = left.index(after: equals)
            guard open < left.endIndex, left[open] == UInt8(ascii: "\"") else { break }
            let valueStart = left.index(after: open)
            guard let close = left[valueStart...].firstIndex(of: UInt8(ascii: "\"")) else { break }
            attributes[String(name)] = Escaping.unescaped(Substring(left[valueStart..<close]))
            left = left[left.index(after: close)...]
        }
        return .start(String(Substring(inside[..<nameEnd])), attributes)
    }
}
