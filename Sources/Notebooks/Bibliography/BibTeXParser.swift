/// Reads a bibliography in BibTeX.
///
///     @article{shapiro2026,
///       author = {Shapiro, Ada and de la Cruz, J.},
///       title  = "Hallucinations as {Time Series}",
///       year   = 2026,
///     }
///
/// Source: http://www.bibtex.org/Format/. What stands between entries is a comment; `@string` defines abbreviations.
package struct BibTeXParser {
    package private(set) var entries: [BibliographyEntry] = []
    package private(set) var problems: [BibTeXProblem] = []
    private var keys: Set<String> = []

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var abbreviations = BibTeXParser.months

    private static let months = Dictionary(
        uniqueKeysWithValues: [
            "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June",
            "jul": "July", "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
        ].map { ($0.key, $0.value) })

    package init(_ text: String) {
        bytes = Array(text.utf8)
        while let at = bytes[position...].firstIndex(of: UInt8(ascii: "@")) {
            advance(to: at + 1)
            readEntry()
        }
    }

    private mutating func readEntry() {
        let start = line
        let type = word().lowercased()
        skipSpace()
        // A mail address in a comment is no entry.
        guard !type.isEmpty, let open = next, "{(".utf8.contains(open) else { return }
        let close = UInt8(ascii: open == UInt8(ascii: "{") ? "}" : ")")
        advance(to: position + 1)
        switch type {
        case "comment", "preamble": skipBalanced()
        case "string": readFields(until: close, from: start) { $0.abbreviations[$1] = $2 }
        default:
            skipSpace()
            let key = text { $0 != UInt8(ascii: ",") && $0 != close && !$0.isBibTeXSpace }
            skipSpace()
            guard !key.isEmpty, next == UInt8(ascii: ",") || next == close else {
                problems.append(
                    BibTeXProblem(
                        line: start, problem: "an entry of type `\(type)` has no key",
                        remedy: "write `@\(type){key, …}`"))
                return
            }
            if next == UInt8(ascii: ",") { advance(to: position + 1) }
            var fields: [String: String] = [:]
            readFields(until: close, from: start) { _, name, value in fields[name] = fields[name] ?? value }
            guard keys.insert(key).inserted else {
                problems.append(
                    BibTeXProblem(
                        line: start, problem: "the key `\(key)` stands twice",
                        remedy: "choose another key; the first one counts"))
                return
            }
            entries.append(BibliographyEntry(key: key, type: type, fields: fields))
        }
    }

    private mutating func readFields(
        until close: UInt8, from start: Int, _ take: (inout BibTeXParser, String, String) -> Void
    ) {
        while true {
            skipSpace()
            guard let byte = next else {
                problems.append(
                    BibTeXProblem(
                        line: start, problem: "an entry is not closed",
                        remedy: "close it with `\(Character(Unicode.Scalar(close)))`"))
                return
            }
            if byte == close {
                advance(to: position + 1)
                return
            }
            let fieldLine = line
            let name = text { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ",") && $0 != close && !$0.isBibTeXSpace }
            skipSpace()
            guard !name.isEmpty, next == UInt8(ascii: "=") else {
                problems.append(
                    BibTeXProblem(
                        line: fieldLine, problem: "a field is not written `name = value`",
                        remedy: "write `title = {…},`"))
                skipField(until: close)
                continue
            }
            advance(to: position + 1)
            take(&self, name.lowercased(), value())
            skipSpace()
            if next == UInt8(ascii: ",") { advance(to: position + 1) } else if next != close { skipField(until: close) }
        }
    }

    /// Pieces joined by `#`: `{…}`, `"…"`, a number or an abbreviation.
    private mutating func value() -> String {
        var value = ""
        repeat {
            if next == UInt8(ascii: "#") { advance(to: position + 1) }
            skipSpace()
            switch next {
            case UInt8(ascii: "{"):
                advance(to: position + 1)
                value += balanced(until: UInt8(ascii: "}"))
            case UInt8(ascii: "\""):
                advance(to: position + 1)
                value += balanced(until: UInt8(ascii: "\""))
            default:
                let word = text { !$0.isBibTeXSpace && !",#})".utf8.contains($0) }
                value += abbreviations[word.lowercased()] ?? word
            }
            skipSpace()
        } while next == UInt8(ascii: "#")
        return value
    }

    /// The text up to the end, in which braces are balanced.
    private mutating func balanced(until end: UInt8) -> String {
        var depth = 0
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == end, depth == 0 { break }
            if byte == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
        let inside = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
        if position < bytes.count { position += 1 }
        return inside
    }

    private mutating func skipBalanced() {
        _ = balanced(until: UInt8(ascii: "}"))
    }

    private mutating func skipField(until close: UInt8) {
        while let byte = next, byte != UInt8(ascii: ","), byte != close { advance(to: position + 1) }
        if next == UInt8(ascii: ",") { advance(to: position + 1) }
    }

    // MARK: Bytes

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance(to end: Int) {
        while position < min(end, bytes.count) {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }

    private mutating func skipSpace() {
        while let byte = next, byte.isBibTeXSpace { advance(to: position + 1) }
    }

    private mutating func word() -> String {
        text { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    }

    private mutating func text(_ isPart: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, isPart(byte) { advance(to: position + 1) }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

/// What is wrong in a bibliography.
package struct BibTeXProblem: Hashable, Sendable {
    package var line: Int
    package var problem: String
    package var remedy: String
}

extension UInt8 {
    fileprivate var isBibTeXSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
