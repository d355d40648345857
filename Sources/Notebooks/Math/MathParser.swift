/// Reads the TeX of a formula from left to right, once.
struct MathParser {
    /// What is open and waits for its end.
    enum Opener: Equatable {
        case brace, bracket, fence, environment
    }

    let characters: [Character]
    let isDisplay: Bool
    var position = 0
    var label: String?
    var tag: String?
    private(set) var problems: [MathProblem] = []
    var openers: [Opener] = []
    /// The form of the letters that are being read, and whether those side by side are one name.
    var alphabet = MathAlphabet.automatic
    var isWord = false

    private var depth = 0
    private var isCutOff = false

    /// Deeper nesting than this is refused: what recursion over untrusted text may cost has an end.
    private static let deepest = 100
    /// More problems than this are not told of one formula.
    private static let mostProblems = 100

    init(_ source: String, isDisplay: Bool) {
        characters = Array(source)
        self.isDisplay = isDisplay
    }

    mutating func formula() -> [MathNode] { row() }

    mutating func report(_ problem: String, _ remedy: String, at offset: Int) {
        guard !isCutOff, problems.count < Self.mostProblems else { return }
        let found = MathProblem(offset: offset, problem: problem, remedy: remedy)
        if problems.last != found { problems.append(found) }
    }

    // MARK: Nesting

    /// Reads something one level deeper, or keeps all that is left as text where that would be too deep.
    mutating func descend(by levels: Int = 1, _ read: (inout MathParser) -> MathNode) -> MathNode {
        guard depth + levels <= Self.deepest else {
            report(
                "the formula is nested more than \(Self.deepest) levels deep", "write it in parts",
                at: min(position, characters.count))
            isCutOff = true
            return rest()
        }
        depth += levels
        defer { depth -= levels }
        return read(&self)
    }

    private mutating func rest() -> MathNode {
        guard position < characters.count else { return .row([]) }
        defer { position = characters.count }
        return .unknown(String(characters[position...]))
    }

    /// What stands up to the end of what is opened here, or of something that was opened before.
    mutating func row(within opener: Opener) -> [MathNode] {
        openers.append(opener)
        defer { openers.removeLast() }
        return row()
    }

    mutating func row() -> [MathNode] {
        var nodes: [MathNode] = []
        while let atom = atom() { nodes.append(withScripts(atom)) }
        return nodes
    }

    // MARK: Characters

    var next: Character? { position < characters.count ? characters[position] : nil }

    mutating func skipSpace() {
        while let character = next, character.isWhitespace { position += 1 }
    }

    mutating func take(_ character: Character) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    /// The name of the command that begins here, without its backslash; empty for a backslash at the end.
    func commandName() -> String? {
        guard next == "\\" else { return nil }
        let letters = characters[(position + 1)...].prefix { $0.isASCII && $0.isLetter }
        guard letters.isEmpty, position + 1 < characters.count else { return String(letters) }
        let sign = characters[position + 1]
        return sign.isWhitespace ? " " : String(sign)
    }

    /// Goes past a command, which is as long as its name.
    mutating func skipCommand(_ name: String) { position += 1 + name.count }

    // MARK: Atoms

    /// The next thing that scripts can be put on, or nil at the end of the row; a single letter or digit where it is
    /// an argument without braces.
    mutating func atom(isArgument: Bool = false) -> MathNode? {
        while true {
            skipSpace()
            guard let character = next else { return nil }
            if endsRow(character) { return nil }
            switch character {
            case "\\":
                if let node = command() { return node }
            case "{": return group()
            case "^", "_", "'": return .row([])
            case "}": return stray("this `}` closes nothing", #"remove it, or write `\}` for a brace that is seen"#)
            case "&":
                return stray("`&` parts columns, and there are none here", #"write `\&` for the sign itself"#)
            case "%": return stray("`%` begins a comment in TeX", #"write `\%`"#)
            case "#", "$": return stray("`\(character)` does not stand in a formula", "write `\\\(character)`")
            case "~":
                position += 1
                return .space(4)
            default: return sign(character, isArgument: isArgument)
            }
        }
    }

    /// Whether what stands here ends something that is open.
    private func endsRow(_ character: Character) -> Bool {
        switch character {
        case "}": return openers.contains(.brace)
        case "]": return openers.last == .bracket
        case "&": return openers.contains(.environment)
        case "\\":
            switch commandName().flatMap({ MathCommand.all[$0] }) {
            case .right: return openers.contains(.fence)
            case .end, .lineBreak: return openers.contains(.environment)
            default: return false
            }
        default: return false
        }
    }

    /// What has no place here, kept as it is written.
    private mutating func stray(_ problem: String, _ remedy: String) -> MathNode {
        report(problem, remedy, at: position)
        defer { position += 1 }
        return .unknown(String(characters[position]))
    }

    private mutating func sign(_ character: Character, isArgument: Bool) -> MathNode {
        if character.isASCII, character.isNumber { return number(isArgument: isArgument) }
        if let sign = MathSymbols.signs[character] {
            position += 1
            return .symbol(sign.text, sign.kind)
        }
        if let kind = MathSymbols.classes[String(character)] {
            position += 1
            return .symbol(String(character), kind)
        }
        if character.isLetter || "∂∇".contains(character) { return letters(isArgument: isArgument) }
        position += 1
        if character.isMathSymbol { return .symbol(String(character), .relation) }
        return character.isNumber ? .number(String(character), alphabet) : .text(String(character), .roman)
    }

    private mutating func number(isArgument: Bool) -> MathNode {
        let start = position
        position += 1
        guard !isArgument else { return .number(String(characters[start]), alphabet) }
        skipDigits()
        if next == ".", position + 1 < characters.count, isDigit(characters[position + 1]) {
            position += 1
            skipDigits()
        }
        return .number(String(characters[start..<position]), alphabet)
    }

    private mutating func skipDigits() {
        while let character = next, isDigit(character) { position += 1 }
    }

    private func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// A letter, or in an alphabet of words all that stand together; what bears scripts stands alone.
    private mutating func letters(isArgument: Bool) -> MathNode {
        let start = position
        position += 1
        if isWord, !isArgument {
            while let character = next, character.isLetter { position += 1 }
            if let character = next, "^_'".contains(character), position > start + 1 { position -= 1 }
        }
        return .letters(String(characters[start..<position]), alphabet)
    }

    // MARK: Groups and arguments

    /// What stands in braces; the room about a sign alone in them is that of a letter.
    mutating func group() -> MathNode {
        let start = position
        position += 1
        return descend { parser in
            let nodes = parser.row(within: .brace)
            if !parser.take("}") {
                parser.report("this `{` is never closed", "write `}` after what it holds", at: start)
            }
            guard nodes.count == 1 else { return .row(nodes) }
            if case .symbol(let text, let kind) = nodes[0], kind != .large, kind != .integral {
                return .symbol(text, .ordinary)
            }
            return nodes[0]
        }
    }

    /// A command's argument: a group, or what is nearest.
    mutating func argument(of command: String, _ usage: String, at start: Int) -> MathNode {
        skipSpace()
        if next == "{" { return group() }
        return descend { parser in
            if let character = parser.next, !"^_'".contains(character), let node = parser.atom(isArgument: true) {
                return node
            }
            parser.report("`\(command)` lacks what it is for", "write `\(usage)`", at: start)
            return .row([])
        }
    }

    /// What stands in braces, letter for letter, and where it begins.
    mutating func rawArgument(of command: String, _ usage: String) -> (text: ArraySlice<Character>, start: Int)? {
        let start = position - command.count
        skipSpace()
        guard take("{") else {
            report("`\(command)` lacks what it is for", "write `\(usage)`", at: start)
            return nil
        }
        let first = position
        var open = 1
        while let character = next {
            switch character {
            case "\\": position = min(position + 1, characters.count - 1)
            case "{": open += 1
            case "}": open -= 1
            default: break
            }
            position += 1
            if open == 0 { return (characters[first..<(position - 1)], first) }
        }
        report("this `{` is never closed", "write `}` after what it holds", at: first - 1)
        return (characters[first...], first)
    }
}
