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
        let problem = ParameterProblem(description: "takes \(expectation), not \(value.quoted)")
        guard let value = value.converted(to: type) else { throw problem }
        if let number = value.number, number < minimum ?? -.infinity || number > maximum ?? .infinity { throw problem }
        if !choices.isEmpty, !choices.contains(value) { throw problem }
        return value
    }

    private var expectation: String {
        if !choices.isEmpty { return "one of " + choices.map(\.quoted).joined(separator: ", ") }
        let bounds = [minimum.map { "at least \($0.plain)" }, maximum.map { "at most \($0.plain)" }]
            .compactMap(\.self).joined(separator: " and ")
        return bounds.isEmpty ? type.described : "\(type.described) of \(bounds)"
    }
}

/// Why a value is not one for a parameter, to stand after its name.
package struct ParameterProblem: Error, CustomStringConvertible {
    package var description: String
}
