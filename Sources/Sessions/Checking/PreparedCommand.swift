package import Notebooks

/// A command as written, bound to its declaration: only values that earlier commands produce are still open.
package struct PreparedCommand: Sendable {
    package var command: any Command.Type
    package var syntax: CommandSyntax
    /// Each given option with what stands for it.
    var bindings: [(option: any DeclaredOption, argument: ArgumentSyntax)]

    package var place: SourcePlace { syntax.place }

    package var isExpectation: Bool { command == ExpectCommand.self }

    /// The arguments, with every quoted value in place.
    ///
    /// Throws a `Diagnostic` where a value is not one that the option takes.
    package func arguments(values: [String: Value]) throws(Diagnostic) -> Arguments {
        var arguments: [String: Value] = [:]
        for (option, argument) in bindings {
            let value = try argument.value(values)
            if let problem = option.problem(with: value) {
                throw Diagnostic(problem.code, at: argument.place, problem.text, remedy: problem.remedy)
            }
            arguments[option.name] = value
        }
        return Arguments(arguments, comparison: try resolvedComparison(values))
    }

    private func resolvedComparison(_ values: [String: Value]) throws(Diagnostic) -> ResolvedComparison? {
        guard let comparison = syntax.comparison else { return nil }
        return ResolvedComparison(
            comparison: comparison, left: try comparison.left.operand(values),
            right: try comparison.right.operand(values),
            tolerance: try comparison.tolerance?.operand(values))
    }
}

extension ArgumentSyntax {
    /// The value that the argument stands for.
    func value(_ values: [String: Value]) throws(Diagnostic) -> Value {
        switch content {
        case .literal(let value): return value
        case .reference(let reference): return try reference.value(values)
        case .template(let template):
            return .text(
                try template.filled { reference throws(Diagnostic) in reference.formatted(try reference.value(values)) }
            )
        }
    }

    /// The value of a side of a comparison, where a plain word may be the name of a value.
    func operand(_ values: [String: Value]) throws(Diagnostic) -> Value {
        guard let word else { return try value(values) }
        if let value = values[word] { return value }
        // A check has seen to it that a command was to give it.
        if word.contains(".") { return try ValueReference(name: word, place: place).value(values) }
        return try value(values)
    }
}

extension ValueReference {
    func value(_ values: [String: Value]) throws(Diagnostic) -> Value {
        if let value = values[name] { return value }
        throw Diagnostic(
            .unknownValue, at: place, "`\(name)` has no value",
            remedy: "mend the cell whose command gives it, or quote the value after it")
    }
}
