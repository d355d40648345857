import Notebooks

extension PreparedCommand {
    /// The command in its plainest writing: options in the order of their declaration, defaults written out, parameters
    /// by their values. Options of another reach are left out.
    func normalised(_ known: [String: Value], with reaches: Set<OptionReach>) -> String {
        var words = [command.name]
        for option in command.options where reaches.contains(option.reach) {
            let given = bindings.first { $0.option.name == option.name }?.argument
            guard let text = given.map({ $0.normalised(known, as: option.type) }) ?? option.defaultValue?.normalised
            else { continue }
            words.append(option.isOperand ? text : "\(option.name)=\(text)")
        }
        if let comparison = syntax.comparison {
            words += [
                comparison.left.normalisedOperand(known), comparison.operation.rawValue,
                comparison.right.normalisedOperand(known),
            ]
            if let tolerance = comparison.tolerance { words += ["+-", tolerance.normalisedOperand(known)] }
            // 0.930 asks for more agreement than 0.93.
            if let decimals = comparison.decimals { words.append("to \(decimals) decimals") }
        }
        return words.joined(separator: " ")
    }

    /// The values that it quotes, parameters apart, each once.
    func namesOfValues(_ known: [String: Value]) -> [String] {
        var names = bindings.flatMap { $0.argument.references.map(\.name) }
        if let comparison = syntax.comparison {
            for side in [comparison.left, comparison.right] + [comparison.tolerance].compactMap(\.self) {
                names += side.references.map(\.name) + [side.word].compactMap(\.self)
            }
        }
        return Set(names).filter { known[$0] == nil }.sorted()
    }

    /// The values that it gives, as far as its arguments are known without running.
    func declaredValues(_ known: [String: Value]) -> [ValueDeclaration] { command.values(arguments(known)) }

    /// What the session must hold before, as far as its arguments are known without running.
    func needs(_ known: [String: Value]) -> [SessionPart] { command.needs(arguments(known)) }

    private func arguments(_ known: [String: Value]) -> Arguments {
        var arguments: [String: Value] = [:]
        for (option, argument) in bindings {
            if let value = try? argument.value(known), option.problem(with: value) == nil {
                arguments[option.name] = value
            }
        }
        return Arguments(arguments)
    }
}

extension ArgumentSyntax {
    /// The argument with what is known in place; the rest by name.
    fileprivate func normalised(_ known: [String: Value], as type: ValueType) -> String {
        if let value = try? value(known) { return (value.converted(to: type) ?? value).normalised }
        switch content {
        case .literal(let value): return value.normalised
        case .reference(let reference): return reference.normalised(known)
        case .template(let template): return "\"" + template.filled { $0.normalised(known) } + "\""
        }
    }

    /// A side of a comparison, where a plain word may be the name of a value.
    fileprivate func normalisedOperand(_ known: [String: Value]) -> String {
        if let word, let value = known[word] { return value.normalised }
        return word ?? normalised(known, as: .list)
    }
}

extension ValueReference {
    fileprivate func normalised(_ known: [String: Value]) -> String {
        known[name].map(formatted) ?? "{{ \(name)\(format.map { " | \($0)" } ?? "") }}"
    }
}

extension Value {
    /// The value in a writing that no other value has.
    fileprivate var normalised: String {
        switch self {
        case .integer, .real, .boolean: description
        case .text(let text):
            Value(word: text) == self && !text.contains { " \"{}=[],#".contains($0) } ? text : "\"\(text)\""
        case .list(let values): "[" + values.map(\.normalised).joined(separator: ", ") + "]"
        }
    }
}
