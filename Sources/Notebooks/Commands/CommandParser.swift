/// Reads the command lines of a cell.
///
///     dataset synthetic samples=300 \
///         label_noise=0.2   # a line that ends in `\` goes on
///     expect dataset.count == 300
struct CommandParser {
    private(set) var commands: [CommandSyntax] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// More text than this is no command; each of its characters takes many times its own room.
    private static let longest = 100_000

    init(_ lines: some Sequence<SourceLine>) {
        var pending: [CommandScanner.PlacedCharacter] = []
        var continuation: SourcePlace?
        for line in lines {
            guard pending.count + line.text.utf8.count <= Self.longest else {
                diagnostics.append(
                    Diagnostic(
                        .syntax, at: line.place, "the command is longer than \(Self.longest) bytes",
                        remedy: "write a shorter one"))
                pending = []
                continue
            }
            pending += Self.characters(of: line)
            continuation = nil
            if let last = pending.lastIndex(where: { !$0.character.isWhitespace }), pending[last].character == "\\",
                pending[last].place.line == line.place.line
            {
                // What stands on either side of the break are two words.
                continuation = pending[last].place
                pending[last].character = " "
            } else {
                parse(pending)
                pending = []
            }
        }
        if let continuation {
            diagnostics.append(
                Diagnostic(
                    .syntax, at: continuation, "the cell ends where a line should go on",
                    remedy: "write the rest of the command, or remove the `\\`"))
        }
    }

    private static func characters(of line: SourceLine) -> [CommandScanner.PlacedCharacter] {
        line.text.enumerated().map { offset, character in
            CommandScanner.PlacedCharacter(
                character: character, place: SourcePlace(line: line.place.line, column: line.place.column + offset))
        }
    }

    private mutating func parse(_ line: [CommandScanner.PlacedCharacter]) {
        do throws(Diagnostic) {
            let tokens = try CommandScanner.tokens(of: line)
            guard let first = tokens.first else { return }
            if first.token == .word("expect") {
                commands.append(try ExpectationParser.parse(tokens))
            } else if first.token == .word("reported") {
                commands.append(try ReportedParser.parse(tokens))
            } else {
                commands.append(try Self.command(tokens))
            }
        } catch {
            diagnostics.append(error)
        }
    }

    // MARK: Commands

    private static func command(_ tokens: [CommandScanner.PlacedToken]) throws(Diagnostic) -> CommandSyntax {
        var command = CommandSyntax(place: tokens[0].place, words: [], options: [])
        var rest = tokens[...]
        while let first = rest.first {
            if let option = try CommandSyntax.OptionSyntax(parsing: &rest) {
                guard !command.words.isEmpty else {
                    throw Diagnostic(
                        .syntax, at: first.place, "the line begins with an option, not with a command",
                        remedy: "write the command's name before `\(option.name)=…`")
                }
                command.options.append(option)
            } else if command.options.isEmpty {
                command.words.append(try ArgumentSyntax(parsing: &rest))
            } else {
                throw Diagnostic(
                    .syntax, at: first.place, "a plain word after an option",
                    remedy: "write words first, then `key=value` options; quote text with spaces in it")
            }
        }
        return command
    }
}

extension CommandSyntax.OptionSyntax {
    /// Reads `name=value` off the tokens; nil, with nothing read, where something else follows.
    init?(parsing rest: inout ArraySlice<CommandScanner.PlacedToken>) throws(Diagnostic) {
        guard let first = rest.first, case .word(let name) = first.token, rest.dropFirst().first?.token == .sign("=")
        else { return nil }
        rest = rest.dropFirst(2)
        guard !rest.isEmpty else {
            throw Diagnostic(.syntax, at: first.place, "option `\(name)` has no value", remedy: "write `\(name)=…`")
        }
        self.init(name: name, place: first.place, argument: try ArgumentSyntax(parsing: &rest))
    }
}
