package import LogProbs

/// Some tokens in a row that make up a word, for showing what was found of tokens on the text.
package struct Word: Sendable, Hashable {
    package let tokens: Range<Int>
    /// Its text, with the white space before it; after it, too, where a token or the response ends so.
    package let text: String

    /// The words of a response, in their order.
    ///
    /// A word ends before a token that begins with white space and after one that ends with it; white space belongs to the word that
    /// follows. Tokens are never split, and parts of a character stay together. Where no texts are known, each token is a word. Tokens that
    /// are not selected belong to none, and words end at them.
    package static func words(
        of response: TokenLogProbs, selection: TokenSelection = TokenSelection()
    ) -> [Word] {
        let text = TokenText(response)
        var ranges: [Range<Int>] = []
        for token in selection.places(in: response) {
            if let last = ranges.last, last.upperBound == token, !text.divides(last, before: token) {
                ranges[ranges.count - 1] = last.lowerBound..<token + 1
            } else {
                ranges.append(token..<token + 1)
            }
        }
        return text.withoutWhiteWords(ranges).map { Word(tokens: $0, text: text[$0]) }
    }
}

/// The bytes of a response's tokens, and where white space is in them.
private struct TokenText {
    private let bytes: [UInt8]
    private let ends: [Int]
    /// For each byte, whether it is of a white-space character, which may be of several tokens.
    private var isWhite: [Bool] = []
    /// How many bytes before each place, and before the end, are not.
    private var inkBefore: [Int] = [0]

    init(_ response: TokenLogProbs) {
        bytes = response.textBytes
        ends = response.textEnds
        isWhite.reserveCapacity(bytes.count)
        inkBefore.reserveCapacity(bytes.count + 1)
        var rest = bytes[...]
        while let first = rest.first {
            let length = Self.characterLength(first)
            let character = rest.prefix(length)
            let isSpace = String(decoding: character, as: UTF8.self).unicodeScalars.allSatisfy(
                \.properties.isWhitespace)
            isWhite += repeatElement(isSpace, count: character.count)
            rest = rest.dropFirst(length)
        }
        for (place, isWhite) in isWhite.enumerated() { inkBefore.append(inkBefore[place] + (isWhite ? 0 : 1)) }
    }

    /// By the first byte; what is not UTF-8 counts byte by byte.
    private static func characterLength(_ first: UInt8) -> Int {
        switch first {
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: 1
        }
    }

    private func range(_ tokens: Range<Int>) -> Range<Int> {
        (tokens.lowerBound == 0 ? 0 : ends[tokens.lowerBound - 1])..<ends[tokens.upperBound - 1]
    }

    subscript(tokens: Range<Int>) -> String { String(decoding: bytes[range(tokens)], as: UTF8.self) }

    private func hasInk(_ tokens: Range<Int>) -> Bool {
        let bytes = range(tokens)
        return inkBefore[bytes.upperBound] > inkBefore[bytes.lowerBound]
    }

    /// Whether a token begins a new word after these.
    func divides(_ word: Range<Int>, before token: Int) -> Bool {
        if bytes.isEmpty { return true }
        let (before, after) = (range(word), range(token..<token + 1))
        // A word is more than the white space before it, and no character is divided.
        guard !after.isEmpty, hasInk(word), bytes[after.lowerBound] & 0xc0 != 0x80 else { return false }
        return isWhite[after.lowerBound] || isWhite[before.upperBound - 1]
    }

    /// The words, with white space that no word follows added to the one before.
    func withoutWhiteWords(_ words: [Range<Int>]) -> [Range<Int>] {
        if bytes.isEmpty { return words }
        return words.reduce(into: []) { kept, word in
            if let last = kept.last, last.upperBound == word.lowerBound, !hasInk(word) {
                kept[kept.count - 1] = last.lowerBound..<word.upperBound
            } else {
                kept.append(word)
            }
        }
    }
}
