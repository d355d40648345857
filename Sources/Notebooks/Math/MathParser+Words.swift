extension MathParser {
    /// The words of `\text{…}`.
    mutating func text(_ name: String, _ alphabet: MathAlphabet) -> MathNode {
        guard let argument = rawArgument(of: "\\\(name)", "\\\(name){…}") else { return .unknown("\\\(name)") }
        return .text(words(argument.text, of: name), alphabet)
    }

    /// Words without their braces, each escaped sign as itself.
    private mutating func words(_ characters: ArraySlice<Character>, of name: String) -> String {
        var result = ""
        var index = characters.startIndex
        while index < characters.endIndex {
            defer { index += 1 }
            switch characters[index] {
            case "{", "}": break
            case "~": result.append("\u{A0}")
            case "$": report("`$` stands in `\\\(name)`", "end the words before a formula of their own", at: index)
            case "\\":
                let sign = index + 1 < characters.endIndex ? characters[index + 1] : " "
                if "{}%$&#_ ,".contains(sign) {
                    result.append(sign == "," ? "\u{2009}" : sign)
                    index += 1
                } else {
                    report(
                        "`\\\(name)` holds words only, and here is a command", "end the words before it", at: index)
                    result.append("\\")
                }
            case let character: result.append(character.isWhitespace ? " " : character)
            }
        }
        return result
    }

    /// The function that `\operatorname{…}` names; with a star, what is below it stands under it.
    mutating func operatorName() -> MathNode {
        let takesLimits = take("*")
        let written = takesLimits ? #"\operatorname*"# : #"\operatorname"#
        guard let argument = rawArgument(of: written, "\(written){…}") else { return .unknown(written) }
        var name = ""
        var index = argument.start
        while index < argument.text.endIndex {
            let character = characters[index]
            let isThinSpace = character == "\\" && index + 1 < argument.text.endIndex && characters[index + 1] == ","
            switch character {
            case _ where isThinSpace:
                name.append("\u{2009}")
                index += 1
            case _ where character.isLetter || character.isNumber || character == "-": name.append(character)
            case _ where character.isWhitespace: break
            default:
                report("a function's name has no `\(character)`", #"write letters, digits, `-` and `\,`"#, at: index)
                name.append(character)
            }
            index += 1
        }
        return .function(name, takesLimits: takesLimits)
    }
}
