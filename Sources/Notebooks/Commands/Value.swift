/// A value of the command language: what options take, parameters hold, and commands produce.
package enum Value: Hashable, Sendable {
    case integer(Int)
    case real(Double)
    case boolean(Bool)
    case text(String)
    case list([Value])

    package var type: ValueType {
        switch self {
        case .integer: .integer
        case .real: .real
        case .boolean: .boolean
        case .text: .text
        case .list: .list
        }
    }

    /// The number that an integer or a real stands for.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .boolean, .text, .list: nil
        }
    }

    /// The value as one of another type that accepts it: an integer as a real; nil where the type does not.
    package func converted(to type: ValueType) -> Value? {
        guard type.accepts(self.type) else { return nil }
        if type == .real, let number { return .real(number) }
        return self
    }

    /// The value of the written word: an integer, a real, `true`, `false`, or else the word itself.
    package init(word: String) {
        if let integer = Int(word) {
            self = .integer(integer)
        } else if word.first.map({ $0.isNumber || "+-.".contains($0) }) == true, let real = Double(word), real.isFinite
        {
            self = .real(real)
        } else if word == "true" || word == "false" {
            self = .boolean(word == "true")
        } else {
            self = .text(word)
        }
    }
}

/// The types of values, by the names that authors write.
package enum ValueType: String, Codable, Sendable, CaseIterable {
    case integer, real, boolean, text, list

    /// Whether a value of another type may stand where this one is asked for.
    package func accepts(_ other: ValueType) -> Bool {
        self == other || (self == .real && other == .integer)
    }

    package var isNumeric: Bool { self == .integer || self == .real }

    /// With its article, for messages.
    package var described: String {
        switch self {
        case .integer: "an integer"
        case .real: "a number"
        case .boolean: "true or false"
        case .text: "a word or text"
        case .list: "a list"
        }
    }
}

extension Value: CustomStringConvertible {
    /// The value as an author would write it; text without quotation marks.
    package var description: String {
        switch self {
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .boolean(let value): String(value)
        case .text(let value): value
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        }
    }
}

extension Value {
    /// The value for messages: in back quotes, and as `"5"` where it is text that reads as something else.
    package var quoted: String {
        if case .text(let text) = self, Value(word: text) != self { return "`\"\(text)\"`" }
        return "`\(self)`"
    }
}

/// As JSON a value names its type, for `1.0` and `1` are the same number there: `{"real": 1}`.
extension Value: Codable {
    private enum Key: String, CodingKey {
        case integer, real, boolean, text, list
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a value"))
        }
        switch key {
        case .integer: self = .integer(try container.decode(Int.self, forKey: key))
        case .real: self = .real(try container.decode(Double.self, forKey: key))
        case .boolean: self = .boolean(try container.decode(Bool.self, forKey: key))
        case .text: self = .text(try container.decode(String.self, forKey: key))
        case .list: self = .list(try container.decode([Value].self, forKey: key))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .integer(let value): try container.encode(value, forKey: .integer)
        case .real(let value): try container.encode(value, forKey: .real)
        case .boolean(let value): try container.encode(value, forKey: .boolean)
        case .text(let value): try container.encode(value, forKey: .text)
        case .list(let values): try container.encode(values, forKey: .list)
        }
    }
}
