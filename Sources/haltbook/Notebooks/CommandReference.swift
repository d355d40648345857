import Notebooks
import Sessions

/// The reference page of the commands, in Markdown, from their declarations alone.
enum CommandReference {
    static var page: String {
        let head = """
            # Commands

            Written by `haltbook commands --reference` from the declarations that also drive parsing, checking and running.
            OPERANDS in capitals are plain words after the command's name; options are written `name=value`.

            """
        return head + CommandCatalogue.commands.map { "\n" + section($0) }.joined()
    }

    private static func section(_ command: any Command.Type) -> String {
        var text = "## `\(command.name)`\n\n\(command.summary)\n\n    \(command.usage)\n"
        if !command.options.isEmpty { text += "\n" + command.options.map(entry).joined() }
        if !command.needs.isEmpty { text += "\nNeeds \(command.needs.map(\.described).joined(separator: " and ")).\n" }
        let values = values(of: command)
        if !values.isEmpty { text += "\nLeaves \(written(values)).\n" }
        return text
    }

    /// The values, and of which of them also the ends of an interval.
    private static func written(_ values: [String]) -> String {
        let list = { (names: [String]) in names.map { "`\($0)`" }.joined(separator: ", ") }
        let within = values.filter { values.contains($0 + ".low") && values.contains($0 + ".high") }
        guard let first = within.first else { return list(values) }
        let ends = Set(within.flatMap { [$0 + ".low", $0 + ".high"] })
        return list(values.filter { !ends.contains($0) })
            + "; and the ends of the 95 % intervals, as in `\(first).low` and `\(first).high`, of \(list(within))"
    }

    private static func entry(_ option: any DeclaredOption) -> String {
        let name = option.isOperand ? option.name.uppercased() : option.name
        let ending = option.defaultText.map { " Default: \($0)." } ?? ""
        return "- `\(name)`: \(option.help) Takes \(option.expectation).\(ending)\n"
    }

    /// The values by name; where the name begins with an operand, the operand stands for it.
    private static func values(of command: any Command.Type) -> [String] {
        let plain = command.values(Arguments()).map(\.name)
        guard plain.isEmpty, let operand = command.options.first(where: { $0.isOperand && !$0.choices.isEmpty }) else {
            return plain
        }
        let arguments = Arguments([operand.name: .text(operand.choices[0])])
        return command.values(arguments).map { operand.name.uppercased() + $0.name.dropFirst(operand.choices[0].count) }
    }
}
