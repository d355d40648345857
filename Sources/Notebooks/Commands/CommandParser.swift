/// Reads the command lines of a cell.
///
///     dataset synthetic samples=300 \
///         label_noise=0.2   # a line that ends in `\` goes on
///     expect dataset.count == 300
struct CommandParser {
    /// A line of a cell: its text, and the place of its first character.
    struct Line {
        var text: Substring
        var place: SourcePlace
    }

    private(set) var commands: [CommandSyntax] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ lines: some Sequence<Line>) {
        var pending: [CommandScanner.PlacedCharacter] = []
        for line in lines {
            let characters = line.text.enumerated().map { offset, character in
                CommandScanner.PlacedCharacter(
                    character: character,
                    place: SourcePlace(line: line.place.line, column: line.place.column + offset))
            }
            if line.text.last == "\\" {
                pending += characters.dropLast()
            } else {
                parse(pending + characters)
                pending = []
            }
        }
        if let last = pending.last {
            diagnostics.append(
                Diagnostic(
                    .syntax, at: last.place, "the cell ends where a line should go on",
                    remedy: "write the rest of the command, or remove the `\\`"))
        }
    }

    private mutating func parse(_ line: [CommandScanner.PlacedCharacter]) {
        do throws(Diagnostic) {
            let tokens = try CommandScanner.tokens(of: line)
            guard let first = tokens.first else { return }
            if first.token == .word("expect") {
                commands.append(try Self.expectation(tokens))
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
            if case .word(let name) = first.token, rest.dropFirst().first?.token == .sign("=") {
                rest = rest.dropFirst(2)
                guard !rest.isEmpty else {
                    throw Diagnostic(
                        .syntax, at: first.place, "option `\(name)` has no value", remedy: "write `\(name)=…`")
                }
                let argument = try argument(&rest)
                command.options.append(.init(name: name, place: first.place, argument: argument))
            } else if command.options.isEmpty {
                command.words.append(try argument(&rest))
            } else {
                throw Diagnostic(
                    .syntax, at: first.place, "a plain word after an option",
                    remedy: "write words first, then `key=value` options")
            }
        }
        return command
    }

    private static func argument(_ rest: inout ArraySlice<CommandScanner.PlacedToken>) throws(Diagnostic)
        -> ArgumentSyntax
    {
        let first = rest.removeFirst()
        switch first.token {
        case .word(let word):
            return ArgumentSyntax(.literal(Value(word: word)), at: first.place)
        case .string(let text):
            let template = try Template(parsing: text, at: first.place)
            let isPlain = template.references.isEmpty
            return ArgumentSyntax(isPlain ? .literal(.text(text)) : .template(template), at: first.place)
        case .value(let reference):
            return ArgumentSyntax(.reference(reference), at: first.place)
        case .sign("["):
            return ArgumentSyntax(.literal(.list(try list(&rest, from: first.place))), at: first.place)
        case .sign(let sign):
            throw Diagnostic(.syntax, at: first.place, "`\(sign)` where a value should be", remedy: "write a value here")
        }
    }

    private static func list(_ rest: inout ArraySlice<CommandScanner.PlacedToken>, from place: SourcePlace)
        throws(Diagnostic) -> [Value]
    {
        var values: [Value] = []
        while let first = rest.first, first.token != .sign("]") {
            guard case .literal(let value) = try argument(&rest).content else {
                throw Diagnostic(
                    .syntax, at: first.place, "a list holds plain values only", remedy: "write `[a, b]`")
            }
            values.append(value)
            if rest.first?.token == .sign(",") { rest.removeFirst() }
        }
        guard rest.popFirst() != nil else {
            throw Diagnostic(.syntax, at: place, "the list is not closed", remedy: "write `[a, b]`")
        }
        return values
    }

    // MARK: Expectations

    private static func expectation(_ tokens: [CommandScanner.PlacedToken]) throws(Diagnostic) -> CommandSyntax {
        let usage = "write `expect NAME >= VALUE`, or `expect NAME ~ VALUE +- TOLERANCE`"
        var rest = tokens.dropFirst()
        guard !rest.isEmpty else {
            throw Diagnostic(.syntax, at: tokens[0].place, "`expect` compares nothing", remedy: usage)
        }
        let left = try argument(&rest)
        guard case .sign(let sign) = rest.first?.token, let operation = Comparison.Operator(rawValue: sign) else {
            let place = rest.first?.place ?? tokens[0].place
            throw Diagnostic(.syntax, at: place, "a comparison is missing", remedy: usage)
        }
        let operatorPlace = rest.removeFirst().place
        guard !rest.isEmpty else {
            throw Diagnostic(.syntax, at: operatorPlace, "`\(sign)` compares with nothing", remedy: usage)
        }
        let right = try argument(&rest)
        var tolerance: ArgumentSyntax?
        if rest.first?.token == .sign("+-"), rest.count > 1 {
            rest.removeFirst()
            tolerance = try argument(&rest)
        }
        guard rest.isEmpty, (tolerance != nil) == (operation == .near) else {
            throw Diagnostic(.syntax, at: rest.first?.place ?? operatorPlace, "not a comparison", remedy: usage)
        }
        var command = CommandSyntax(place: tokens[0].place, words: [], options: [])
        command.words = [ArgumentSyntax(.literal(.text("expect")), at: tokens[0].place)]
        command.comparison = Comparison(
            left: left, operation: operation, right: right, tolerance: tolerance)
        return command
    }
}
