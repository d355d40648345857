import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct WordTests {
    private func words(_ texts: [String], flags: [TokenFlags] = []) -> [String] {
        described(response(texts.map { _ in [-1] }, texts: texts, flags: flags))
    }

    /// As in `0-1 "text"`.
    private func described(_ tokens: TokenLogProbs) -> [String] {
        Word.words(of: tokens).map { "\($0.tokens.lowerBound)-\($0.tokens.upperBound - 1) \"\($0.text)\"" }
    }

    /// A response of tokens of these bytes.
    private func tokens(_ bytes: [[UInt8]]) -> TokenLogProbs {
        var tokens = TokenLogProbs()
        for bytes in bytes { tokens.append(bytes: bytes, row: [-1], flags: []) }
        return tokens
    }

    @Test func `tokens up to white space make a word`() {
        #expect(
            words(["The", " capital", " is", " Wash", "ington", "."]) == [
                "0-0 \"The\"", "1-1 \" capital\"", "2-2 \" is\"", "3-5 \" Washington.\"",
            ])
    }

    @Test func `white space of its own belongs to the next word, at the end to the last`() {
        #expect(words(["a", "\n", "\n", "b", " ", "c", ".", "\n"]) == ["0-0 \"a\"", "1-3 \"\n\nb\"", "4-7 \" c.\n\""])
        #expect(words([" ", "\n"]) == ["0-1 \" \n\""])
    }

    @Test func `a token that ends in white space ends its word`() {
        #expect(words(["one", ",\n", "two"]) == ["0-1 \"one,\n\"", "2-2 \"two\""])
    }

    @Test func `parts of a character stay together`() {
        #expect(
            described(tokens([[0xf0, 0x9f], [0x98, 0x80], [0x20, 0xe2], [0x82], [0xac]])) == [
                "0-1 \"😀\"", "2-4 \" €\"",
            ])
    }

    @Test func `white space may be of several bytes and of several tokens`() {
        // U+3000 in three bytes, of two tokens.
        #expect(described(tokens([[0x61], [0xe3, 0x80], [0x80, 0x62]])) == ["0-0 \"a\"", "1-2 \"\u{3000}b\""])
        #expect(words(["a", "\u{a0}b"]) == ["0-0 \"a\"", "1-1 \"\u{a0}b\""])
    }

    @Test func `bytes that are no text are shown as such, and end nothing`() {
        #expect(described(tokens([[0x61], [0xff], [0x62], [0x20, 0x63]])) == ["0-2 \"a\u{fffd}b\"", "3-3 \" c\""])
        #expect(described(tokens([[0xe2], [0x82]])) == ["0-1 \"\u{fffd}\""])
    }

    @Test func `words end at tokens that are not of the answer`() {
        #expect(
            words(["<s>", "Yes", "<x>", "sir", "</s>"], flags: [.prompt, [], .special, [], .special]) == [
                "1-1 \"Yes\"", "3-3 \"sir\"",
            ])
    }

    @Test func `tokens without text of their own belong to the word they are in`() {
        #expect(words(["a", "", "b", " c", ""]) == ["0-2 \"ab\"", "3-4 \" c\""])
    }

    @Test func `where no texts are known each token is a word`() {
        #expect(words(["", ""]) == ["0-0 \"\"", "1-1 \"\""])
        #expect(words([]) == [])
    }

    @Test func `words of real responses are their text, each token in one`() throws {
        for response in try realResponses("real-responses.jsonl.gz") {
            let words = Word.words(of: response.tokens)
            #expect(words.map(\.text).joined() == response.tokens.text)
            #expect(words.flatMap(\.tokens) == Array(0..<response.tokens.count))
        }
    }
}
