/// Cuts one logical line of a cell into tokens.
///
///     train epochs={{ parameters.epochs }}   # a comment
///     ^word ^word ^sign ^value
struct CommandScanner {
    enum Token: Hashable {
        case word(String)
        /// `"…"`, with the values that it quotes.
        case string(Template)
        case value(ValueReference)
        /// `=`, `[`, `]`, `,` or an operator of `expect`.
        case sign(String)
    }

    struct PlacedToken: Hashable {
        var token: Token
        var place: SourcePlace
    }

    /// A character of the logical line, which may span several lines of the source.
    struct PlacedCharacter {
        var character: Character
        var place: SourcePlace
    }

    /// Longest first, so that `==` is not taken for two signs.
    private static let signs = ["==", "!=", "<=", ">=", "+-", "=", "<", ">", "~", "[", "]", ","]

    private let line: [PlacedCharacter]
    private var position = 0

    init(_ line: [PlacedCharacter]) {
        self.line = line
    }

    static func tokens(of line: [PlacedCharacter]) throws(Diagnostic) -> [PlacedToken] {
        var scanner = CommandScanner(line)
        var tokens: [PlacedToken] = []
        while let token = try scanner.next() { tokens.append(token) }
        return tokens
    }

    private mutating func next() throws(Diagnostic) -> PlacedToken? {
        while position < line.count, line[position].character.isWhitespace { position += 1 }
        guard position < line.count, line[position].character != "#" else { return nil }
        let place = line[position].place
        let token: Token =
            if starts(with: "{{") {
                .value(try scanValue(at: place))
            } else if let sign = Self.signs.first(where: starts(with:)) {
                scan(sign: sign)
            } else if line[position].character == "\"" {
                .string(try scanString(at: place))
            } else {
                .word(scanWord())
            }
        return PlacedToken(token: token, place: place)
    }

    private func starts(with text: String) -> Bool {
        line[position...].lazy.map(\.character).starts(with: text)
    }

    private mutating func scan(sign: String) -> Token {
        position += sign.count
        return .sign(sign)
    }

    private mutating func scanWord() -> String {
        let start = position
        repeat { position += 1 } while position < line.count && !endsWord
        return String(line[start..<position].map(\.character))
    }

    private var endsWord: Bool {
        let character = line[position].character
        return character.isWhitespace || "=!<>~[],\"".contains(character)
            || (character == "{" && starts(with: "{{")) || (character == "+" && starts(with: "+-"))
    }

    private mutating func scanValue(at place: SourcePlace) throws(Diagnostic) -> ValueReference {
        let start = position + 2
        position = start
        while position < line.count, line[position].place.line == place.line, !starts(with: "}}") { position += 1 }
        guard position < line.count, line[position].place.line == place.line else {
            throw Diagnostic.unclosedValue(at: place)
        }
        let inside = String(line[start..<position].map(\.character))
        position += 2
        return try ValueReference(parsing: Substring(inside), at: place)
    }

    /// Reads `"…"`, in which `\"` is a quotation mark and `\\` a backslash.
    private mutating func scanString(at place: SourcePlace) throws(Diagnostic) -> Template {
        position += 1
        var text: [PlacedCharacter] = []
        while position < line.count {
            var next = line[position]
            position += 1
            if next.character == "\"" { return try Self.template(text) }
            if next.character == "\\", position < line.count, "\"\\".contains(line[position].character) {
                next.character = line[position].character
                position += 1
            }
            text.append(next)
        }
        throw Diagnostic(.syntax, at: place, "the quotation mark is not closed", remedy: "write `\"…\"`")
    }

    private static func template(_ text: [PlacedCharacter]) throws(Diagnostic) -> Template {
        var diagnostics: [Diagnostic] = []
        var brokenLines: [Diagnostic] = []
        let template = Template(parsing: String(text.map(\.character)), reporting: &diagnostics) { written, offset in
            // Characters may join when they come together in a string, so there can be fewer than places.
            let first = text[min(offset, text.count - 1)].place
            let last = text[min(offset + written.count, text.count) - 1].place
            if first.line != last.line { brokenLines.append(.unclosedValue(at: first)) }
            return first
        }
        if let first = (brokenLines + diagnostics).first { throw first }
        return template
    }
}
