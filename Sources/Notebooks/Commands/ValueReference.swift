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
