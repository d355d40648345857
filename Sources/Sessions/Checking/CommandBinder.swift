import Notebooks

/// Holds one command as written against the declarations: its name, its words and its options.
struct CommandBinder {
    private(set) var diagnostics: [Diagnostic] = []

    /// The command with its options found, or nil where there is no such command.
    mutating func bind(_ syntax: CommandSyntax) -> PreparedCommand? {
        precondition(!syntax.words.isEmpty, "a command without words reached the binder: \(syntax)")
        guard let command = Self.command(of: syntax) else {
            reportUnknown(syntax)
            return nil
        }
        let operands = syntax.words.dropFirst(command.name.split(separator: " ").count)
        var bindings = bind(operands: operands, of: command, syntax)
        bindings += bind(options: syntax.options, of: command)
        for option in command.options
        where option.isRequired && !bindings.contains(where: { $0.option.name == option.name }) {
            report(
                .missingOption, at: syntax.place, "`\(command.name)` lacks \(option.subject)",
                "write `\(command.usage)`; it takes \(option.expectation)")
        }
        return PreparedCommand(command: command, syntax: syntax, bindings: bindings)
    }

    private mutating func report(_ code: DiagnosticCode, at place: SourcePlace, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(code, at: place, problem, remedy: remedy))
    }

    // MARK: The name

    private typealias Binding = (option: any DeclaredOption, argument: ArgumentSyntax)

    /// The command that the first words name: two words before one.
    private static func command(of syntax: CommandSyntax) -> (any Command.Type)? {
        let words = syntax.words.prefix(2).map(\.word).prefix { $0 != nil }.compactMap(\.self)
        for count in [2, 1] where words.count >= count {
            if let command = CommandCatalogue.command(named: words.prefix(count).joined(separator: " ")) {
                return command
            }
        }
        return nil
    }

    private mutating func reportUnknown(_ syntax: CommandSyntax) {
        let written = syntax.words[0].description
        let names = CommandCatalogue.commands.map { $0.name }
        let family = names.filter { $0.hasPrefix(written + " ") }
        guard family.isEmpty else {
            reportUnknownSecondWord(syntax, after: written, family)
            return
        }
        let firsts = names.compactMap { $0.split(separator: " ").first.map(String.init) }
        report(
            .unknownCommand, at: syntax.place, "there is no command `\(written)`",
            Spelling.remedy(for: written, among: firsts, otherwise: "`haltbook commands` lists them"))
    }

    /// `plot importence`: the first word is right, and others may follow it.
    private mutating func reportUnknownSecondWord(_ syntax: CommandSyntax, after first: String, _ family: [String]) {
        let all = "write " + family.map { "`\($0)`" }.joined(separator: ", ")
        guard syntax.words.count > 1 else {
            report(.unknownCommand, at: syntax.place, "`\(first)` needs a second word", all)
            return
        }
        let second = syntax.words[1].description
        let seconds = family.map { String($0.dropFirst(first.count + 1)) }
        report(
            .unknownCommand, at: syntax.words[1].place, "there is no `\(first) \(second)`",
            Spelling.remedy(for: second, among: seconds, otherwise: all))
    }

    // MARK: Words and options

    private mutating func bind(
        operands: ArraySlice<ArgumentSyntax>, of command: any Command.Type, _ syntax: CommandSyntax
    ) -> [Binding] {
        let declared = command.options.filter(\.isOperand)
        if let extra = operands.dropFirst(declared.count).first {
            report(
                .syntax, at: extra.place, "`\(extra)` is one word too many for `\(command.name)`",
                "write `\(command.usage)`")
        }
        return zip(declared, operands).map { option, argument in
            check(argument, for: option)
            return (option, argument)
        }
    }

    private mutating func bind(options: [CommandSyntax.OptionSyntax], of command: any Command.Type) -> [Binding] {
        let declared = command.options.filter { !$0.isOperand }
        var bindings: [Binding] = []
        for written in options {
            guard let option = declared.first(where: { $0.name == written.name }) else {
                let names = declared.map(\.name)
                let all =
                    names.isEmpty ? "leave it out, for it has none" : "its options are \(names.joined(separator: ", "))"
                report(
                    .unknownOption, at: written.place, "`\(command.name)` has no option `\(written.name)`",
                    Spelling.remedy(for: written.name, among: names, otherwise: all))
                continue
            }
            if bindings.contains(where: { $0.option.name == written.name }) {
                report(
                    .duplicateOption, at: written.place, "option `\(written.name)` stands twice", "remove one of them")
                continue
            }
            check(written.argument, for: option)
            bindings.append((option, written.argument))
        }
        return bindings
    }

    /// What is written out can be checked at once; quoted values are checked when their types are known.
    private mutating func check(_ argument: ArgumentSyntax, for option: any DeclaredOption) {
        guard case .literal(let value) = argument.content, let problem = option.problem(with: value) else { return }
        report(problem.code, at: argument.place, problem.text, problem.remedy)
    }
}
