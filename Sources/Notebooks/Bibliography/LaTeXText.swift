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
        let accented = String(letter) + String(Character(accent))
        // A line's end takes no accent.
        guard accented.count == 1, let composed = accented.first.flatMap({ precomposed[$0] }) else { return accented }
        return String(composed)
    }

    /// The Latin letters that have their accents in one scalar, as pages are to have them; equal to the same in two.
    private static let precomposed: [Character: Character] = {
        let scalars = (Array(0xC0...0x24F) + Array(0x1E00...0x1EFF)).compactMap { Unicode.Scalar(UInt32($0)) }
        return Dictionary(scalars.map { (Character($0), Character($0)) }, uniquingKeysWith: { first, _ in first })
    }()

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
