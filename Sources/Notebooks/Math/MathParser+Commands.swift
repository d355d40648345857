extension MathParser {
    /// What the command that begins here stands for, or nil where that is nothing to be seen.
    mutating func command() -> MathNode? {
        let start = position
        let name = commandName() ?? ""
        skipCommand(name)
        guard let command = MathCommand.all[name] else { return unknown(name, at: start) }
        switch command {
        case .symbol(let text, let kind): return .symbol(text, kind)
        case .letter(let text, let isUpright):
            return .letters(text, isUpright && alphabet == .automatic ? .roman : alphabet)
        case .function(let name, let takesLimits): return .function(name, takesLimits: takesLimits)
        case .space(let width): return .space(width)
        case .accent(let accent): return .accent(argument(of: "\\\(name)", "\\\(name){…}", at: start), accent)
        case .alphabet(let alphabet, let isWord): return inAlphabet(alphabet, isWord, name, at: start)
        case .text(let alphabet): return text(name, alphabet)
        case .fraction(let style, let hasLine): return fraction(name, style, hasLine, at: start)
        case .root: return root(at: start)
        case .operatorName: return operatorName()
        case .style(let style): return descend { .styled(style, .row($0.row())) }
        case .fence(let size, let kind): return fence(after: name, at: start).map { .fence($0, size: size, kind) }
        case .overset, .underset: return stacked(name, isAbove: command == .overset, at: start)
        case .arrow(let arrow): return .arrow(arrow, above: argument(of: "\\\(name)", "\\\(name){…}", at: start))
        case .not: return negation(at: start)
        case .left: return fenced(at: start)
        case .middle: return middle(at: start)
        case .begin: return environment(at: start)
        case .substack: return substack(at: start)
        case .modulus: return modulus(at: start)
        case .label, .tag: return keep(command, name, at: start)
        case .nothing: return nil
        case .limits, .right, .end, .lineBreak, .line: return misplaced(command, name, at: start)
        }
    }

    private mutating func unknown(_ name: String, at start: Int) -> MathNode {
        guard !name.isEmpty else {
            report("a backslash that no command follows", #"write `\backslash` for the sign itself"#, at: start)
            return .unknown("\\")
        }
        let meant = Spelling.nearest(to: name, among: Self.likely(name)).map { "did you mean `\\\($0)`?" }
        let remedy = refusedMathCommands[name] ?? meant ?? #"write what it stands for, or words in `\text{…}`"#
        report("there is no command `\\\(name)`", remedy, at: start)
        return .unknown("\\\(name)")
    }

    /// The commands that share a beginning with a name, or nearly so, first those that it begins: the others are not
    /// worth a closer look.
    private static func likely(_ name: String) -> [String] {
        let first = name.prefix(2).lowercased()
        let candidates = MathCommand.names.filter { candidate in
            abs(candidate.utf8.count - name.utf8.count) <= max(1, name.utf8.count / 3)
                && candidate.lowercased().prefix(1).contains(where: first.contains)
        }
        return candidates.filter { $0.hasPrefix(name) } + candidates.filter { !$0.hasPrefix(name) }
    }

    private mutating func misplaced(_ command: MathCommand, _ name: String, at start: Int) -> MathNode {
        switch command {
        case .right: report(#"`\right` has no `\left`"#, #"write `\left` and a fence where it begins"#, at: start)
        case .end: report(#"`\end` has no `\begin`"#, #"write `\begin{…}` where it begins"#, at: start)
        case .line:
            report(
                #"`\hline` is not at the start of a row"#, #"write it before the first row or after `\\`"#, at: start)
        case .lineBreak:
            report(
                "`\\\(name)` ends a line, and there are none here",
                #"write `\begin{aligned}` before the lines and `\end{aligned}` after them"#, at: start)
        default:
            report(
                "`\\\(name)` does not follow an operator", #"write it as in `\sum\limits_{…}`"#, at: start)
        }
        return .unknown("\\\(name)")
    }

    // MARK: Commands with arguments

    private mutating func inAlphabet(_ alphabet: MathAlphabet, _ isWord: Bool, _ name: String, at start: Int)
        -> MathNode
    {
        let before = (self.alphabet, self.isWord)
        (self.alphabet, self.isWord) = (alphabet, isWord)
        defer { (self.alphabet, self.isWord) = before }
        return argument(of: "\\\(name)", "\\\(name){…}", at: start)
    }

    private mutating func fraction(_ name: String, _ style: MathStyle?, _ hasLine: Bool, at start: Int) -> MathNode {
        let usage = "\\\(name){…}{…}"
        let numerator = argument(of: "\\\(name)", usage, at: start)
        let denominator = argument(of: "\\\(name)", usage, at: start)
        let fraction = MathNode.fraction(
            MathFraction(numerator: numerator, denominator: denominator, hasLine: hasLine, style: style))
        return hasLine ? fraction : .fenced(left: "(", [fraction], right: ")")
    }

    private mutating func root(at start: Int) -> MathNode {
        skipSpace()
        let bracket = position
        guard take("[") else { return .root(argument(of: #"\sqrt"#, #"\sqrt{…}"#, at: start), index: nil) }
        let index = descend { .row($0.row(within: .bracket)) }
        guard take("]") else {
            report("this `[` is never closed", "write `]` after what it holds", at: bracket)
            return .root(.row([]), index: index)
        }
        return .root(argument(of: #"\sqrt"#, #"\sqrt[…]{…}"#, at: start), index: index)
    }

    private mutating func stacked(_ name: String, isAbove: Bool, at start: Int) -> MathNode {
        let usage = "\\\(name){…}{…}"
        let small = argument(of: "\\\(name)", usage, at: start)
        var base = argument(of: "\\\(name)", usage, at: start)
        // Braces about a sign do not change what it is here.
        if case .symbol(let text, .ordinary) = base { base = .symbol(text, MathSymbols.kind(of: text)) }
        return .stacked(base, above: isAbove ? small : nil, below: isAbove ? nil : small)
    }

    private mutating func modulus(at start: Int) -> MathNode {
        let argument = argument(of: #"\pmod"#, #"\pmod{…}"#, at: start)
        return .row([
            .space(18), .symbol("(", .opening), .function("mod", takesLimits: false), argument, .symbol(")", .closing),
        ])
    }

    private mutating func negation(at start: Int) -> MathNode {
        let node = argument(of: #"\not"#, #"\not="#, at: start)
        if case .symbol(let text, _) = node, let crossed = MathSymbols.negations[text] {
            return .symbol(crossed, .relation)
        }
        report(#"`\not` crosses out relations only"#, #"write it before one, as in `\not=`"#, at: start)
        return .row([.unknown(#"\not"#), node])
    }

    private mutating func keep(_ command: MathCommand, _ name: String, at start: Int) -> MathNode? {
        guard let argument = rawArgument(of: "\\\(name)", "\\\(name){…}") else { return .unknown("\\\(name)") }
        let text = String(String(argument.text).trimmed)
        let known = command == .label ? label : tag
        guard isDisplay else {
            report("`\\\(name)` stands in a line of text", "write the formula between `$$` and `$$`", at: start)
            return nil
        }
        guard known == nil, !text.isEmpty else {
            report(
                text.isEmpty ? "`\\\(name)` is empty" : "the formula has a second `\\\(name)`",
                text.isEmpty ? "write `\\\(name){…}`" : "leave one of them, or write two formulas", at: start)
            return nil
        }
        if command == .label { label = text } else { tag = text }
        return nil
    }

    // MARK: Fences

    /// The fence that follows a command.
    private mutating func fence(after name: String, at start: Int) -> String? {
        skipSpace()
        let written = commandName().map { "\\\($0)" } ?? next.map(String.init) ?? ""
        if let fence = MathSymbols.fences[written] {
            position += written.count
            return fence
        }
        let found = written.isEmpty ? "nothing" : "`\(written)`"
        report(
            "`\\\(name)` takes a fence, and finds \(found)",
            #"write one of `( ) [ ] \{ \} | \| \langle \rangle \lfloor \rfloor \lceil \rceil`, or `.` for none"#,
            at: start)
        return nil
    }

    private mutating func fenced(at start: Int) -> MathNode {
        descend { parser in
            let left = parser.fence(after: "left", at: start)
            let nodes = parser.row(within: .fence)
            let end = parser.position
            guard let name = parser.commandName(), MathCommand.all[name] == .right else {
                guard let left else { return .row(nodes) }
                parser.report(
                    #"this `\left` has no `\right`"#, #"write `\right` and a fence, or `\right.` for none"#, at: start)
                return .fenced(left: left, nodes, right: "")
            }
            parser.skipCommand(name)
            return .fenced(left: left ?? "", nodes, right: parser.fence(after: "right", at: end) ?? "")
        }
    }

    private mutating func middle(at start: Int) -> MathNode {
        let fence = fence(after: "middle", at: start) ?? ""
        if openers.last == .fence { return .middle(fence) }
        report(
            #"`\middle` is not directly between `\left` and `\right`"#, #"write `\mid`, or `\left` before it"#,
            at: start)
        return .symbol(fence, .relation)
    }
}
