import Figures

/// Colours for the code that a report shows: our own commands, and the languages of other fences by what most have in
/// common (words, strings, numbers, comments).
enum CodeColours {
    /// The code as text and `span`s; plain text where the language is not known.
    static func markup(_ code: String, language: String) -> [Markup] {
        guard let grammar = CodeGrammar.of(language) else { return [.text(code)] }
        var scanner = CodeScanner(code, grammar)
        var pieces: [(kind: CodeKind, text: Substring)] = []
        while let piece = scanner.next() {
            if let last = pieces.last, last.kind == piece.kind, last.text.endIndex == piece.text.startIndex {
                pieces[pieces.count - 1].text = code[last.text.startIndex..<piece.text.endIndex]
            } else {
                pieces.append(piece)
            }
        }
        return pieces.map { piece in
            guard let name = piece.kind.className else { return .text(String(piece.text)) }
            return .tag("span", ["class": name], .text(String(piece.text)))
        }
    }
}

/// What a piece of code is.
enum CodeKind {
    case plain, keyword, name, string, number, comment

    /// The class of its `span`, short since a page has many.
    var className: String? {
        switch self {
        case .plain: nil
        case .keyword: "ck"
        case .name: "cn"
        case .string: "cs"
        case .number: "cv"
        case .comment: "cc"
        }
    }
}

/// What tells the pieces of a language's code apart.
struct CodeGrammar {
    var keywords: Set<String> = []
    /// What begins a comment that ends with its line.
    var lineComments: [String] = []
    /// What begins and ends one that may span lines.
    var blockComment: (String, String)?
    var quotes: Set<Character> = ["\"", "'"]
    /// Three quotation marks begin a string of several lines.
    var hasTripleQuotes = false
    /// Whether the first word of a line is a command's name.
    var beginsWithCommand = false
    /// What follows a word that names something: `=` of an option, `:` of a key.
    var nameEnding: Character?

    static func of(_ language: String) -> CodeGrammar? { grammars[aliases[language] ?? language] }

    private static let aliases = [
        "py": "python", "python3": "python", "js": "javascript", "ts": "javascript", "typescript": "javascript",
        "sh": "bash", "shell": "bash", "yml": "yaml", "c++": "c", "cpp": "c", "h": "c", "{halt}": "halt", "rs": "rust",
    ]

    private static let grammars: [String: CodeGrammar] = [
        "halt": CodeGrammar(
            keywords: ["true", "false"], lineComments: ["#"], quotes: ["\""], beginsWithCommand: true, nameEnding: "="),
        "python": CodeGrammar(
            keywords: words(
                """
                and as assert async await break class continue def del elif else except finally for from global if import in is
                lambda None nonlocal not or pass raise return True False try while with yield match case
                """), lineComments: ["#"], hasTripleQuotes: true),
        "swift": CodeGrammar(
            keywords: words(
                """
                actor as associatedtype async await break case catch class continue default defer deinit do else enum
                extension fallthrough false fileprivate for func guard if import in init inout internal is let mutating nil
                package private protocol public repeat rethrows return self static struct subscript super switch throw throws
                true try typealias var where while
                """), lineComments: ["//"], blockComment: ("/*", "*/"), quotes: ["\""], hasTripleQuotes: true),
        "javascript": CodeGrammar(
            keywords: words(
                """
                async await break case catch class const continue default delete do else export extends false finally for
                function if import in instanceof let new null of return static super switch this throw true try typeof
                undefined var void while yield interface type
                """), lineComments: ["//"], blockComment: ("/*", "*/"), quotes: ["\"", "'", "`"]),
        "rust": CodeGrammar(
            keywords: words(
                """
                as async await break const continue crate else enum extern false fn for if impl in let loop match mod move mut
                pub ref return self Self static struct super trait true type unsafe use where while
                """), lineComments: ["//"], blockComment: ("/*", "*/"), quotes: ["\""]),
        "c": CodeGrammar(
            keywords: words(
                """
                auto bool break case char class const continue default delete do double else enum extern false float for if
                inline int long namespace new nullptr private public return short signed sizeof static struct switch template
                this true typedef union unsigned using virtual void volatile while
                """), lineComments: ["//"], blockComment: ("/*", "*/")),
        "bash": CodeGrammar(
            keywords: words(
                "case do done elif else esac exit export fi for function if in local return set then until while"),
            lineComments: ["#"]),
        "json": CodeGrammar(keywords: ["true", "false", "null"], quotes: ["\""]),
        "yaml": CodeGrammar(
            keywords: ["true", "false", "null", "yes", "no"], lineComments: ["#"], nameEnding: ":"),
        "toml": CodeGrammar(keywords: ["true", "false"], lineComments: ["#"], nameEnding: "="),
        "sql": CodeGrammar(
            keywords: words(
                """
                select from where group by order having join left right inner outer on as insert into values update set delete
                create table index drop alter and or not null is in like between limit distinct union all case when then else end
                SELECT FROM WHERE GROUP BY ORDER HAVING JOIN LEFT RIGHT INNER OUTER ON AS INSERT INTO VALUES UPDATE SET DELETE
                CREATE TABLE INDEX DROP ALTER AND OR NOT NULL IS IN LIKE BETWEEN LIMIT DISTINCT UNION ALL CASE WHEN THEN ELSE END
                """), lineComments: ["--"], blockComment: ("/*", "*/")),
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}

/// Cuts code into pieces, in one pass and whatever it holds.
private struct CodeScanner {
    private let code: String
    private let grammar: CodeGrammar
    private var index: String.Index
    private var isAtLineStart = true

    init(_ code: String, _ grammar: CodeGrammar) {
        self.code = code
        self.grammar = grammar
        index = code.startIndex
    }

    mutating func next() -> (kind: CodeKind, text: Substring)? {
        guard index < code.endIndex else { return nil }
        let start = index
        let kind = scan()
        return (kind, code[start..<index])
    }

    private mutating func scan() -> CodeKind {
        let character = code[index]
        if character.isNewline {
            step()
            isAtLineStart = true
            return .plain
        }
        if character.isWhitespace {
            step()
            return .plain
        }
        defer { isAtLineStart = false }
        if grammar.lineComments.contains(where: starts) {
            while index < code.endIndex, !code[index].isNewline { step() }
            return .comment
        }
        if let (open, close) = grammar.blockComment, starts(with: open) {
            step(open.count)
            skip(past: close)
            return .comment
        }
        if grammar.quotes.contains(character) { return scanString(character) }
        if character.isNumber { return scanNumber() }
        if character.isLetter || character == "_" { return scanWord() }
        step()
        return .plain
    }

    private mutating func scanString(_ quote: Character) -> CodeKind {
        let triple = String(repeating: quote, count: 3)
        if grammar.hasTripleQuotes, starts(with: triple) {
            step(3)
            skip(past: triple)
            return .string
        }
        step()
        while index < code.endIndex, code[index] != quote, !code[index].isNewline {
            if code[index] == "\\" { step() }
            if index < code.endIndex, !code[index].isNewline { step() }
        }
        if index < code.endIndex, code[index] == quote { step() }
        return .string
    }

    private mutating func scanNumber() -> CodeKind {
        while index < code.endIndex, code[index].isNumber || code[index].isLetter || "._".contains(code[index]) {
            let isExponent = "eE".contains(code[index])
            step()
            if isExponent, index < code.endIndex, "+-".contains(code[index]) { step() }
        }
        return .number
    }

    private mutating func scanWord() -> CodeKind {
        let start = index
        while index < code.endIndex, isWordPart(code[index]) { step() }
        let word = String(code[start..<index])
        if grammar.beginsWithCommand && isAtLineStart || grammar.keywords.contains(word) { return .keyword }
        if let ending = grammar.nameEnding, index < code.endIndex, code[index] == ending { return .name }
        return .plain
    }

    private func isWordPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
            || (grammar.nameEnding != nil && "-.".contains(character))
    }

    // MARK: Characters

    private mutating func step(_ count: Int = 1) {
        index = code.index(index, offsetBy: count, limitedBy: code.endIndex) ?? code.endIndex
    }

    private func starts(with text: String) -> Bool { code[index...].hasPrefix(text) }

    private mutating func skip(past end: String) {
        while index < code.endIndex, !starts(with: end) { step() }
        step(end.count)
    }
}
