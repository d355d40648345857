/// Texts that are JSON but for what Python's `json` writes and simdjson refuses.
enum LenientJSON {
    /// The text with `NaN` and `-Infinity` as null, `Infinity` as a number that is no log-prob, and half characters
    /// (`\ud83d` alone) as U+FFFD; nil where there is none of these. Its padding is behind it.
    static func rewritten(_ text: UnsafeRawBufferPointer, _ repairs: inout RepairCounts) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 64)
        var place = 0
        var isString = false
        let before = repairs
        while place < text.count {
            let byte = text[place]
            if isString {
                place += copyInString(text, place, &output, &repairs)
                if byte == UInt8(ascii: "\"") { isString = false }
                continue
            }
            if byte == UInt8(ascii: "\"") { isString = true }
            if let (length, replacement) = literal(text, place) {
                output.append(contentsOf: replacement.utf8)
                repairs[.nonFiniteLiteral] += 1
                place += length
            } else {
                output.append(byte)
                place += 1
            }
        }
        guard repairs != before else { return nil }
        return output
    }

    private static func literal(_ text: UnsafeRawBufferPointer, _ place: Int) -> (length: Int, replacement: String)? {
        let rest = text[place...].prefix(9)
        switch text[place] {
        case UInt8(ascii: "-"): return rest.starts(with: "-Infinity".utf8) ? (9, "null") : nil
        case UInt8(ascii: "I"): return rest.starts(with: "Infinity".utf8) ? (8, "1e300") : nil
        case UInt8(ascii: "N"): return rest.starts(with: "NaN".utf8) ? (3, "null") : nil
        default: return nil
        }
    }

    /// Copies what is at a place in a string, and returns how many bytes that is.
    private static func copyInString(
        _ text: UnsafeRawBufferPointer, _ place: Int, _ output: inout [UInt8], _ repairs: inout RepairCounts
    ) -> Int {
        guard text[place] == UInt8(ascii: "\\"), place + 1 < text.count else {
            output.append(text[place])
            return 1
        }
        guard let unit = codeUnit(text, place), (0xD800...0xDFFF).contains(unit) else {
            output.append(contentsOf: text[place...].prefix(2))
            return 2
        }
        if unit < 0xDC00, let second = codeUnit(text, place + 6), (0xDC00...0xDFFF).contains(second) {
            output.append(contentsOf: text[place..<place + 12])
            return 12
        }
        output.append(contentsOf: "\\ufffd".utf8)
        repairs[.halfCharacter] += 1
        return 6
    }

    /// The code unit of an escape such as `\ud83d`.
    private static func codeUnit(_ text: UnsafeRawBufferPointer, _ place: Int) -> UInt16? {
        guard place + 6 <= text.count, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt16(String(decoding: text[place + 2..<place + 6], as: UTF8.self), radix: 16)
    }
}
