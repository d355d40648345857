/// A text in which words are looked for: in small letters, with one space for any white space.
struct WordText {
    private let characters: [Character]

    init(_ text: String) {
        characters = Array(text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    /// Whether another text occurs in this one between the ends of words; an empty one occurs nowhere.
    func holds(_ other: WordText) -> Bool {
        let wanted = other.characters
        guard let first = wanted.first, wanted.count <= characters.count else { return false }
        return (0...characters.count - wanted.count).contains { start in
            let end = start + wanted.count
            return characters[start] == first && characters[start..<end].elementsEqual(wanted)
                && !isInside(start) && !isInside(end)
        }
    }

    /// Whether a place is between two characters of one word or number.
    private func isInside(_ place: Int) -> Bool {
        guard let before = character(place - 1), let after = character(place) else { return false }
        if Self.isOfWord(before), Self.isOfWord(after) { return true }
        // The point or comma of a number, on either side of the place.
        return before.isNumber && Self.isPoint(after) && character(place + 1)?.isNumber == true
            || Self.isPoint(before) && after.isNumber && character(place - 2)?.isNumber == true
    }

    private func character(_ place: Int) -> Character? {
        characters.indices.contains(place) ? characters[place] : nil
    }

    private static func isOfWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private static func isPoint(_ character: Character) -> Bool { character == "." || character == "," }
}
