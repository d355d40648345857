/// Tokens written as they stand in a vocabulary: `Ġthe` (GPT-2's signs for bytes), `▁the` (SentencePiece's space).
enum VocabularyText {
    /// Puts a draft's tokens into text, where they are written so and where the text beside them does not say otherwise.
    static func decode(_ draft: inout ResponseDraft) {
        let tokens = draft.tokens
        let holdsSign = tokens.textBytes.contains(0xC4) || tokens.textBytes.contains(0xE2)
        // In a vocabulary, spaces are written as signs; a letter Ġ of a text has spaces beside it.
        guard holdsSign, !tokens.textBytes.contains(0x20) else { return }
        let texts = (0..<tokens.count).map { String(decoding: tokens.bytes($0), as: UTF8.self) }
        guard let decoded = decoded(texts) else { return }
        if let text = draft.text, !ResponseDraft.isLooselyEqual(Array(decoded.joined()), text) { return }
        draft.tokens.replaceTexts(decoded)
        draft.repairs[.vocabularyText] += zip(decoded, texts).count { !$0.elementsEqual($1.utf8) }
    }

    private static func decoded(_ texts: [String]) -> [[UInt8]]? {
        let first = texts.contains { $0.unicodeScalars.contains("\u{120}") || $0.unicodeScalars.contains("\u{10A}") }
        if first { return texts.map { fromSigns($0) ?? Array($0.utf8) } }
        guard texts.contains(where: { $0.hasPrefix("\u{2581}") }) else { return nil }
        return texts.map { text in Array(String(text.map { $0 == "\u{2581}" ? " " : $0 }).utf8) }
    }

    /// The bytes that GPT-2's signs stand for; nil where a character is none of them.
    private static func fromSigns(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = signs[scalar] else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// GPT-2's table: bytes that can be seen stand for themselves, the others for what follows U+0100, in order.
    private static let signs: [Unicode.Scalar: UInt8] = {
        var signs: [Unicode.Scalar: UInt8] = [:]
        var next: UInt32 = 0x100
        for byte in UInt8.min...UInt8.max {
            let isSeen = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
            let scalar = isSeen ? UInt32(byte) : next
            if !isSeen { next += 1 }
            Unicode.Scalar(scalar).map { signs[$0] = byte }
        }
        return signs
    }()
}
