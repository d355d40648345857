/// A text, token by token, each coloured by what was measured of it.
package struct TokenStrip: Codable, Sendable, Equatable {
    package struct Token: Codable, Sendable, Equatable {
        package var text: String
        @Reading package var value: Double
        /// What more there is to tell of it, in words.
        package var detail: String?

        package init(_ text: String, _ value: Double, detail: String? = nil) {
            self.text = text
            self.value = value
            self.detail = detail
        }
    }

    package var tokens: [Token]
    /// What the colours measure.
    package var measure: Axis
    package var colors: HeatMap.Colors
    /// What a piece of the text is, such as a word; without it a token.
    package var noun: String?
    /// What the details tell: the name of their column in the data.
    package var detail: String?

    package init(
        tokens: [Token], measure: Axis, colors: HeatMap.Colors, noun: String? = nil, detail: String? = nil
    ) {
        self.tokens = tokens
        self.measure = measure
        self.colors = colors
        self.noun = noun
        self.detail = detail
    }

    /// A piece of the text in the singular.
    var piece: String { noun ?? "token" }

    /// A text in one line, with signs for line breaks and tabs.
    package static func inLine(_ text: String) -> String {
        text.reduce(into: "") { line, character in
            line += character.isNewline ? "⏎" : character == "\t" ? "⇥" : String(character)
        }
    }
}

extension TokenStrip.Token {
    /// The text without the space that tokens begin with, and with signs for spaces and line breaks that are tokens.
    var shown: String {
        let shown = TokenStrip.inLine(text)
        let trimmed = shown.drop { $0 == " " }
        return trimmed.isEmpty ? String(repeating: "␣", count: min(shown.count, 8)) : String(trimmed)
    }
}
