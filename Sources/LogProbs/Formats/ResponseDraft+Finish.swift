extension ResponseDraft {
    /// Ends the draft: what can be known only of the whole is noted, and what cannot be log-probs is refused.
    mutating func finish() throws(ResponseProblem) {
        let tolerance = isCanonical ? Scale.roundedMassTolerance : Scale.massTolerance
        if let problem = Scale(tokens).problem(within: tolerance) { throw problem }
        guard !isCanonical else { return }
        if tokens.isEmpty { return noteMissingTokens() }
        VocabularyText.decode(&self)
        markTokens()
        compareText()
    }

    private mutating func noteMissingTokens() {
        if text?.isEmpty ?? true {
            if !notes.contains(.toolCalls) { notes.insert(.empty) }
        } else if !notes.contains(.refusal) {
            notes.insert(.noLogProbs)
        }
    }

    private mutating func markTokens() {
        if notes.contains(.promptEcho) { markPrompt() }
        for token in 0..<tokens.count where SpecialToken.holds(tokens.bytes(token)) {
            tokens.mark(token..<token + 1, .special)
        }
    }

    private mutating func markPrompt() {
        let count = countOfPromptText ?? promptCount
        if count == nil {
            notes.remove(.promptEcho)
            notes.insert(.promptEndUnknown)
        }
        // The first is the prompt's in any case.
        tokens.mark(0..<min(max(count ?? 1, 1), tokens.count), .prompt)
    }

    /// How many tokens the prompt's text is; nil where it is not known, or where no token ends with it.
    private var countOfPromptText: Int? {
        guard var rest = promptText?[...], !rest.isEmpty else { return nil }
        for token in 0..<tokens.count {
            let bytes = tokens.bytes(token)
            // What marks the beginning is no text.
            if token == 0, SpecialToken.holds(bytes) { continue }
            guard rest.starts(with: bytes) else { return nil }
            rest = rest.dropFirst(bytes.count)
            if rest.isEmpty { return token + 1 }
        }
        return nil
    }

    /// Notes how the tokens' text differs from the text beside them, and forgets the latter where it does not.
    private mutating func compareText() {
        guard let text, !tokens.textBytes.isEmpty, repairs[.tokenNumber] == 0 else { return }
        let joined = tokens.textBytes
        // A server shows bytes that are no character as U+FFFD, as we do.
        if joined == text || String(decoding: joined, as: UTF8.self).utf8.elementsEqual(text) {
            self.text = nil
        } else if !Self.isLooselyEqual(joined, text), !Self.isLooselyEqual(plainText, text) {
            notes.insert(
                ByteSearch.holds(text, joined)
                    ? .textLonger : ByteSearch.holds(joined, text) ? .tokensLonger : .textDiffers)
        }
    }

    /// The text of the tokens that are text.
    private var plainText: [UInt8] {
        var bytes: [UInt8] = []
        for token in 0..<tokens.count where !tokens.flags[token].contains(.special) { bytes += tokens.bytes(token) }
        return bytes
    }

    /// Equal but for white space at the ends, which servers take away.
    static func isLooselyEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        trimmed(first).elementsEqual(trimmed(second))
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return bytes[first...last]
    }
}

/// Tokens that are marks and no text.
enum SpecialToken {
    private static let names: Set<String> = [
        "</s>", "<s>", "<eos>", "<bos>", "<pad>", "<unk>", "<start_of_turn>", "<end_of_turn>",
    ]

    /// Whether a token's text is such a mark: `</s>`, `<|im_end|>`.
    static func holds(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 3, bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") else { return false }
        if bytes.count >= 5, bytes[bytes.startIndex + 1] == UInt8(ascii: "|"),
            bytes[bytes.endIndex - 2] == UInt8(ascii: "|")
        {
            return true
        }
        return names.contains(String(decoding: bytes, as: UTF8.self))
    }
}
