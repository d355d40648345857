extension MathParser {
    /// An atom with what is written above and below it.
    mutating func withScripts(_ base: MathNode) -> MathNode {
        var below: [MathNode] = []
        var above: [MathNode] = []
        var placement = MathScripts.Placement.natural
        var (hasBelow, hasAbove) = (false, false)
        while true {
            skipSpace()
            let start = position
            switch next {
            case "'": above.append(.symbol(primes(), .ordinary))
            case "^":
                if hasAbove { reportSecond("superscript", "^", at: start) }
                hasAbove = true
                position += 1
                above.append(argument(of: "^", "^{…}", at: start))
            case "_":
                if hasBelow { reportSecond("subscript", "_", at: start) }
                hasBelow = true
                position += 1
                below.append(argument(of: "_", "_{…}", at: start))
            case "\\":
                guard let name = commandName(), case .limits(let written) = MathCommand.all[name] else { fallthrough }
                skipCommand(name)
                placement = written
            default:
                guard !below.isEmpty || !above.isEmpty else { return base }
                return .scripts(
                    MathScripts(base: base, below: one(below), above: one(above), placement: placement))
            }
        }
    }

    private func one(_ nodes: [MathNode]) -> MathNode? {
        nodes.count < 2 ? nodes.first : .row(nodes)
    }

    private mutating func reportSecond(_ script: String, _ mark: String, at offset: Int) {
        report(
            "a second \(script)", "write one `\(mark){…}` with both, or braces about the first and its base", at: offset
        )
    }

    /// The sign of as many primes as stand here.
    private mutating func primes() -> String {
        var count = 0
        while take("'") { count += 1 }
        let signs = ["", "′", "″", "‴"]
        return count < signs.count ? signs[count] : String(repeating: "′", count: count)
    }
}
