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
        if !values.isEmpty { text += "\nLeaves \(values.map { "`\($0)`" }.joined(separator: ", ")).\n" }
        return text
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
