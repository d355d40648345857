package import Notebooks

/// The values of a command's options, checked against their declarations.
package struct Arguments: Sendable {
    private var values: [String: Value]
    /// What `expect` compares, with the values in place.
    package var comparison: ResolvedComparison?

    package init(_ values: [String: Value] = [:], comparison: ResolvedComparison? = nil) {
        self.values = values
        self.comparison = comparison
    }

    /// The option's value, its default where it is not given.
    package subscript<Content>(option: CommandOption<Content>) -> Content {
        guard let content = given(option) ?? option.defaultContent else {
            preconditionFailure("option `\(option.name)` is neither given nor has it a default: ask for given(_:)")
        }
        return content
    }

    /// The option's value where it is given.
    package func given<Content>(_ option: CommandOption<Content>) -> Content? {
        values[option.name].flatMap { Content($0) }
    }
}

/// A comparison whose sides are known.
package struct ResolvedComparison: Sendable {
    package var comparison: Comparison
    package var left: Value
    package var right: Value
    package var tolerance: Value?
}
