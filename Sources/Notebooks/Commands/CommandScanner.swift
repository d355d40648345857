/// Cuts one logical line of a cell into tokens.
///
///     train epochs={{ parameters.epochs }}   # a comment
///     ^word ^word ^sign ^value
struct CommandScanner {
    enum Token: Hashable {
        case word(String)
        case string(String)
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
        line.count - position >= text.count
            && zip(line[position...], text).allSatisfy { $0.character == $1 }
    }

    private mutating func scan(sign: String) -> Token {
        position += sign.count
        return .sign(sign)
    }

    private mutating func scanWord() -> String {
        let start = position
        while position < line.count, !ends(line[position].character), !starts(with: "{{") { position += 1 }
        return String(line[start..<position].map(\.character))
    }

    private func ends(_ character: Character) -> Bool {
        character.isWhitespace || "=!<>~[],\"".contains(character)
    }

    private mutating func scanValue(at place: SourcePlace) throws(Diagnostic) -> ValueReference {
        let start = position + 2
        position = start
        while position < line.count, !starts(with: "}}") { position += 1 }
        guard position < line.count else {
            throw Diagnostic(.syntax, at: place, "`{{` is not closed", remedy: "write `{{ name }}`")
        }
        let inside = String(line[start..<position].map(\.character))
        position += 2
        return try ValueReference(parsing: Substring(inside), at: place)
    }

    /// Reads `"…"`, in which `\"` is a quotation mark and `\\` a backslash.
    private mutating func scanString(at place: SourcePlace) throws(Diagnostic) -> String {
        position += 1
        var text = ""
        while position < line.count {
            let character = line[position].character
            position += 1
            if character == "\"" { return text }
            if character == "\\", position < line.count, "\"\\".contains(line[position].character) {
                text.append(line[position].character)
                position += 1
            } else {
                text.append(character)
            }
        }
        throw Diagnostic(.syntax, at: place, "the quotation mark is not closed", remedy: "write `\"…\"`")
    }
}
