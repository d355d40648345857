import Notebooks

/// Letters and digits in the forms that Unicode has for mathematics (https://www.unicode.org/reports/tr25/).
enum MathLetters {
    /// The text in an alphabet; what the alphabet lacks stays as it is.
    static func styled(_ text: String, _ alphabet: MathAlphabet) -> String {
        guard let forms = forms[alphabet] else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(forms.form(of: scalar)) }
        return String(result)
    }

    /// Where in Unicode the forms of an alphabet begin; nil where there are none.
    private struct Forms {
        var capital: UInt32
        var small: UInt32
        var digit: UInt32?
        var greek: UInt32?
        /// The forms that were in Unicode before the others.
        var exceptions: [Unicode.Scalar: Unicode.Scalar] = [:]

        func form(of scalar: Unicode.Scalar) -> Unicode.Scalar {
            if let exception = exceptions[scalar] { return exception }
            let value = scalar.value
            let form: UInt32? =
                switch scalar {
                case "A"..."Z": capital + value - 0x41
                case "a"..."z": small + value - 0x61
                case "0"..."9": digit.map { $0 + value - 0x30 }
                default: greek.flatMap { start in MathLetters.greekIndex(of: scalar).map { start + $0 } }
                }
            return form.flatMap(Unicode.Scalar.init) ?? scalar
        }
    }

    private static let forms: [MathAlphabet: Forms] = [
        .bold: Forms(capital: 0x1D400, small: 0x1D41A, digit: 0x1D7CE, greek: 0x1D6A8),
        .italic: Forms(capital: 0x1D434, small: 0x1D44E, greek: 0x1D6E2, exceptions: ["h": "ℎ"]),
        .boldItalic: Forms(capital: 0x1D468, small: 0x1D482, digit: 0x1D7CE, greek: 0x1D71C),
        .sansSerif: Forms(capital: 0x1D5A0, small: 0x1D5BA, digit: 0x1D7E2),
        .typewriter: Forms(capital: 0x1D670, small: 0x1D68A, digit: 0x1D7F6),
        .blackboard: Forms(
            capital: 0x1D538, small: 0x1D552, digit: 0x1D7D8,
            exceptions: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]),
        .calligraphic: Forms(
            capital: 0x1D49C, small: 0x1D4B6,
            exceptions: [
                "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
                "o": "ℴ",
            ]),
        .fraktur: Forms(
            capital: 0x1D504, small: 0x1D51E, exceptions: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]),
    ]

    /// The place of a Greek letter in each of the Greek alphabets.
    private static func greekIndex(of scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "\u{391}"..."\u{3A9}" where scalar.value != 0x3A2: return scalar.value - 0x391
        case "\u{3B1}"..."\u{3C9}": return scalar.value - 0x3B1 + 26
        default:
            let others: [Unicode.Scalar: UInt32] = [
                "∇": 25, "∂": 51, "ϵ": 52, "ϑ": 53, "ϰ": 54, "ϕ": 55, "ϱ": 56, "ϖ": 57,
            ]
            return others[scalar]
        }
    }
}
