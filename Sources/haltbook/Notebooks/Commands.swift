import ArgumentParser
import Notebooks
import Sessions

/// `haltbook commands [NAME]`
struct Commands: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the commands of notebooks, or tells all about one.")

    @Argument(help: "The command's name, of one word or two.")
    var name: [String] = []

    @Flag(help: "Print the reference page of all commands (docs/COMMANDS.md).")
    var reference = false

    func run() throws {
        if reference {
            Terminal.say(CommandReference.page)
            return
        }
        guard !name.isEmpty else {
            Terminal.say(Self.list(CommandCatalogue.commands))
            return
        }
        let wanted = name.joined(separator: " ")
        if let command = CommandCatalogue.command(named: wanted) {
            Terminal.say(Self.page(of: command))
            return
        }
        let family = CommandCatalogue.commands.filter { $0.name.hasPrefix(wanted + " ") }
        guard family.isEmpty else {
            Terminal.say(Self.list(family))
            return
        }
        let remedy = Spelling.remedy(
            for: wanted, among: CommandCatalogue.commands.map { $0.name }, otherwise: "`haltbook commands` lists them")
        throw Failure("there is no command `\(wanted)`; \(remedy)")
    }

    private static func list(_ commands: [any Command.Type]) -> String {
        let width = commands.map { $0.name.count }.max() ?? 0
        return commands.map { "\($0.name.padded(to: width))  \($0.summary)" }.joined(separator: "\n")
    }

    private static func page(of command: any Command.Type) -> String {
        var lines = [command.usage, "", command.summary]
        if !command.options.isEmpty {
            let names = command.options.map { $0.isOperand ? $0.name.uppercased() : $0.name }
            let width = names.map(\.count).max() ?? 0
            lines += ["", "Options:"]
            for (name, option) in zip(names, command.options) {
                let ending = option.defaultText.map { " Default: \($0)." } ?? ""
                lines.append("  \(name.padded(to: width))  \(option.help) Takes \(option.expectation).\(ending)")
            }
        }
        if !command.needs.isEmpty { lines += ["", "Needs \(command.needs.map(\.described).joined(separator: ", "))."] }
        let values = command.values(Arguments())
        if !values.isEmpty {
            lines += ["", "Values: \(values.map { "\($0.name) (\($0.type.rawValue))" }.joined(separator: ", "))."]
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
