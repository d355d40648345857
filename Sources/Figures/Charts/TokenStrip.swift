/// A text, token by token, each coloured by what was measured of it.
package struct TokenStrip: Codable, Sendable, Equatable {
    package struct Token: Codable, Sendable, Equatable {
        package var text: String
        @Reading package var value: Double

        package init(_ text: String, _ value: Double) {
            self.text = text
            self.value = value
        }
    }

    package var tokens: [Token]
    /// What the colours measure.
    package var measure: Axis
    package var colors: HeatMap.Colors

    package init(tokens: [Token], measure: Axis, colors: HeatMap.Colors) {
        self.tokens = tokens
        self.measure = measure
        self.colors = colors
    }
}

extension TokenStrip.Token {
    /// The text without the space that tokens begin with, and with signs for spaces and line breaks that are tokens.
    var shown: String {
        var shown = ""
        for character in text {
            if character.isNewline { shown += "⏎" } else { shown += character == "\t" ? "⇥" : String(character) }
        }
        let trimmed = shown.drop { $0 == " " }
        return trimmed.isEmpty ? String(repeating: "␣", count: min(shown.count, 8)) : String(trimmed)
    }
}
