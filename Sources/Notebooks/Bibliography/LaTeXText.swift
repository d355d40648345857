/// The little LaTeX that stands in bibliographies, as plain text.
enum LaTeXText {
    /// `G{\"o}del, Erd{\H{o}}s \& {FFT}s, 1--2` becomes `Gödel, Erdős & FFTs, 1–2`.
    static func plain(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            rest.removeFirst()
            switch first {
            case "{", "}": break
            case "~": result += " "
            case "\\": result += command(&rest)
            case "-" where rest.first == "-":
                let isLong = rest.dropFirst().first == "-"
                rest = rest.dropFirst(isLong ? 2 : 1)
                result += isLong ? "—" : "–"
            case _ where first.isWhitespace: if result.last != " " { result += " " }
            default: result.append(first)
            }
        }
        return String(result.trimmed)
    }

    private static func command(_ rest: inout Substring) -> String {
        guard let sign = rest.first else { return "" }
        if let accent = accents[sign], !sign.isLetter || isAccentOfLetter(rest.dropFirst()) {
            rest.removeFirst()
            return accented(&rest, accent)
        }
        if sign.isLetter {
            let name = rest.prefix { $0.isLetter && $0.isASCII }
            rest = rest[name.endIndex...]
            if rest.first == " " { rest.removeFirst() }
            return letters[String(name)] ?? ""
        }
        rest.removeFirst()
        return String(sign)
    }

    /// `\c c` and `\c{c}` are an accent, `\cite` is none.
    private static func isAccentOfLetter(_ rest: Substring) -> Bool {
        rest.first == "{" || rest.first == " "
    }

    private static func accented(_ rest: inout Substring, _ accent: Unicode.Scalar) -> String {
        while rest.first == " " || rest.first == "{" { rest.removeFirst() }
        guard var letter = rest.first else { return "" }
        rest.removeFirst()
        if letter == "\\" {
            let name = rest.prefix { $0.isLetter && $0.isASCII }
            rest = rest[name.endIndex...]
            letter = ["i": "ı", "j": "ȷ"][String(name)] ?? "?"
            // With an accent these have none of their own to lose.
            if letter == "ı" { letter = "i" }
        }
        return String(letter) + String(Character(accent))
    }

    private static let accents: [Character: Unicode.Scalar] = [
        "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}", ".": "\u{307}",
        "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}", "k": "\u{328}",
    ]

    private static let letters = [
        "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
        "L": "Ł", "i": "ı", "textendash": "–", "textemdash": "—", "LaTeX": "LaTeX", "TeX": "TeX",
    ]

    /// The pieces of a text between the separators that stand in no braces.
    static func splitOutsideBraces(_ text: String, at separator: String) -> [Substring] {
        var pieces: [Substring] = []
        var (depth, start, index) = (0, text.startIndex, text.startIndex)
        while index < text.endIndex {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            if depth == 0, text[index...].hasPrefix(separator) {
                pieces.append(text[start..<index])
                index = text.index(index, offsetBy: separator.count)
                start = index
            } else {
                index = text.index(after: index)
            }
        }
        return pieces + [text[start...]]
    }
}
