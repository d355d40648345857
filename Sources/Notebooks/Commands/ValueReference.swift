/// A value quoted by name, as in `{{ test.macro_f1 | fixed 4 }}`.
package struct ValueReference: Hashable, Sendable {
    package var name: String
    package var format: ValueFormat?
    /// Where the name stands.
    package var place: SourcePlace

    package init(name: String, format: ValueFormat? = nil, place: SourcePlace) {
        self.name = name
        self.format = format
        self.place = place
    }
}

extension ValueReference {
    /// Reads what stands between `{{` and `}}`; `place` is that of the `{{`.
    init(parsing inside: Substring, at place: SourcePlace) throws(Diagnostic) {
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false)
        let name = parts[0].trimmed
        guard !name.isEmpty, name.allSatisfy(\.isNamePart), parts.count <= 2 else {
            throw Diagnostic(
                .syntax, at: place, "`{{\(inside)}}` quotes no value",
                remedy: "write `{{ name }}` or `{{ name | fixed 4 }}`; in code spans braces are only shown")
        }
        let leading = inside.prefix { $0.isWhitespace }.count
        self.init(name: String(name), place: SourcePlace(line: place.line, column: place.column + 2 + leading))
        if parts.count == 2 {
            let words = parts[1].split(whereSeparator: \.isWhitespace)
            guard let format = ValueFormat(words: words) else { throw Self.unknownFormat(words, at: place) }
            self.format = format
        }
    }

    private static func unknownFormat(_ words: [Substring], at place: SourcePlace) -> Diagnostic {
        let all = "write `fixed 4`, `percent 1`, `scientific 2` or `grouped`"
        let name = words.first.map(String.init) ?? ""
        return Diagnostic(
            .unknownFormat, at: place, "`\(words.joined(separator: " "))` is not a format",
            remedy: Spelling.remedy(for: name, among: ValueFormat.names, otherwise: all))
    }
}

/// How a quoted value is written: `fixed 4`, `percent 1`, `scientific 2` or `grouped`.
package enum ValueFormat: Hashable, Sendable {
    case fixed(Int)
    case percent(Int)
    case scientific(Int)
    case grouped

    package static let names = ["fixed", "percent", "scientific", "grouped"]

    /// Reads `fixed 4`; the number of digits may be left out, and is at most 17.
    package init?(words: [Substring]) {
        guard let name = words.first, words.count <= 2 else { return nil }
        guard let digits = words.count == 2 ? Int(words[1]) : 2, (0...17).contains(digits) else { return nil }
        switch name {
        case "fixed": self = .fixed(digits)
        case "percent": self = .percent(digits)
        case "scientific": self = .scientific(digits)
        case "grouped" where words.count == 1: self = .grouped
        default: return nil
        }
    }

    /// Whether a value of this type can be written so.
    package func accepts(_ type: ValueType) -> Bool {
        switch self {
        case .grouped: type == .integer
        case .fixed, .percent, .scientific: type == .integer || type == .real
        }
    }
}
