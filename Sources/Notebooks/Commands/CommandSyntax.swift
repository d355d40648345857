/// A command as written: its words and its options, not yet held against any declaration.
///
///     evaluate test threshold=0.4
///     ^words        ^option
package struct CommandSyntax: Hashable, Sendable {
    package var place: SourcePlace
    /// The command's name and what follows it without a key.
    package var words: [ArgumentSyntax]
    package var options: [OptionSyntax]
    /// `A OP B`, where the command is `expect` or `reported`.
    package var comparison: Comparison?

    package struct OptionSyntax: Hashable, Sendable {
        package var name: String
        package var place: SourcePlace
        package var argument: ArgumentSyntax
    }
}

/// A value as written, with its place.
package struct ArgumentSyntax: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case literal(Value)
        /// `{{ name }}` alone: the value itself, with its type.
        case reference(ValueReference)
        /// Text that quotes values: always text.
        case template(Template)
    }

    package var content: Content
    package var place: SourcePlace
    /// Whether it stands in quotation marks, so that it is text and neither a number nor a name.
    package var isQuoted = false

    package init(_ content: Content, at place: SourcePlace) {
        self.content = content
        self.place = place
    }

    /// The plain word, where the argument is one.
    package var word: String? {
        if case .literal(.text(let word)) = content, !isQuoted { word } else { nil }
    }

    package var references: [ValueReference] {
        switch content {
        case .literal: []
        case .reference(let reference): [reference]
        case .template(let template): template.references
        }
    }
}

extension ArgumentSyntax: CustomStringConvertible {
    package var description: String {
        switch content {
        case .literal(let value): isQuoted ? "\"\(value)\"" : value.description
        case .reference(let reference): reference.name
        case .template(let template): "\"" + template.filled { "{{ \($0.name) }}" } + "\""
        }
    }
}

/// What `expect` and `reported` compare: `A OP B`, or `A ~ B +- TOLERANCE`.
package struct Comparison: Hashable, Sendable {
    package enum Operator: String, Hashable, Codable, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case near = "~"
        /// Of `reported` alone, which compares and asks for nothing.
        case reported = "="
    }

    package var left: ArgumentSyntax
    package var operation: Operator
    package var right: ArgumentSyntax
    package var tolerance: ArgumentSyntax?
    /// How many digits after the point the right side is written with, where `reported` has a number there.
    package var decimals: Int?

    /// The comparison in its plainest writing.
    package var source: String {
        "\(left) \(operation.rawValue) \(right)" + (tolerance.map { " +- \($0)" } ?? "")
    }
}
