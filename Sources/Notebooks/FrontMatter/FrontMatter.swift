/// What a notebook says of itself between its first `---` and the next.
package struct FrontMatter: Hashable, Sendable {
    package var title: String?
    package var description: String?
    package var authors: [String] = []
    package var date: String?
    package var parameters: [Parameter] = []

    package init() {}
}

/// A parameter: a value that a run may set from outside.
package struct Parameter: Hashable, Sendable {
    package var name: String
    package var type: ValueType
    package var defaultValue: Value
    package var minimum: Double?
    package var maximum: Double?
    package var choices: [Value]
    package var help: String
    package var place: SourcePlace

    /// The value of a text from the command line.
    ///
    /// Throws what is wrong with it, as `takes an integer of at least 1`.
    package func value(of text: String) throws(ParameterProblem) -> Value {
        try accepted(type == .text ? .text(text) : Value(word: text))
    }

    /// The value, made one of the parameter's type.
    package func accepted(_ value: Value) throws(ParameterProblem) -> Value {
        guard type.accepts(value.type) else { throw ParameterProblem(description: "takes \(expectation), not `\(value)`") }
        if let number = value.number, number < minimum ?? -.infinity || number > maximum ?? .infinity {
            throw ParameterProblem(description: "takes \(expectation), not `\(value)`")
        }
        if !choices.isEmpty, !choices.contains(value) {
            throw ParameterProblem(description: "takes \(expectation), not `\(value)`")
        }
        if type == .real, case .integer(let integer) = value { return .real(Double(integer)) }
        return value
    }

    private var expectation: String {
        if !choices.isEmpty { return "one of " + choices.map { "`\($0)`" }.joined(separator: ", ") }
        let bounds = [minimum.map { "at least \(Self.plain($0))" }, maximum.map { "at most \(Self.plain($0))" }]
            .compactMap(\.self).joined(separator: " and ")
        return bounds.isEmpty ? type.described : "\(type.described) of \(bounds)"
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? String(number)
    }
}

/// Why a value is not one for a parameter, to stand after its name.
package struct ParameterProblem: Error, CustomStringConvertible {
    package var description: String
}
