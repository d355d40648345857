/// Log-probs, tokens and numbers as they stand in JSON.
extension JSONValue {
    /// A log-prob; nil where it is null or one of the words for infinite and undefined numbers.
    func logProb() throws(ResponseProblem) -> Double? {
        if let number { return number }
        if isNull { return nil }
        if let bytes {
            let word = String(decoding: bytes, as: UTF8.self).lowercased()
            if ["-inf", "-infinity", "nan", "none", "null"].contains(word) { return nil }
        }
        throw ResponseProblem(.malformed, "a log-prob is \(described), not a number")
    }

    /// A list of numbers; nil where something else is in it.
    var isNumbers: Bool {
        kind == .array && elements.allSatisfy { $0.kind == .number || $0.isNull || $0.isWordForMissing }
    }

    private var isWordForMissing: Bool {
        guard let bytes else { return false }
        return equalBytes(bytes, "-Infinity") || equalBytes(bytes, "-inf") || equalBytes(bytes, "NaN")
    }

    /// What the value is, for a message.
    package var described: String {
        switch kind {
        case .object: "an object"
        case .array: "a list"
        case .string: "the text `\((string ?? "").prefix(40))`"
        case .number: "a number"
        case .boolean: "true or false"
        case .null: "null"
        }
    }
}

extension ResponseDraft {
    /// Names the entry that was added last by its token and, where the server writes them, by its bytes.
    ///
    /// - Returns: the token's number, where its name is `token_id:N`.
    mutating func name(_ token: JSONValue?, bytes: JSONValue? = nil) throws(ResponseProblem) -> Int? {
        let number = token?.bytes.flatMap(TokenName.number)
        if number != nil { repairs[.tokenNumber] += 1 }
        if let bytes, bytes.kind == .array {
            // vLLM writes the bytes of the very name.
            let values = try TokenName.values(bytes)
            // Tokens that are no text have no bytes, and a name to be told by.
            let name = token?.bytes ?? UnsafeBufferPointer(start: nil, count: 0)
            let isTold = !values.isEmpty || name.isEmpty
            if isTold, number == nil || !name.elementsEqual(values) {
                row.name(values)
                return number
            }
        }
        guard let token, !token.isNull else { return nil }
        guard let text = token.bytes else {
            throw ResponseProblem(.malformed, "a token is \(token.described), not a text")
        }
        if number != nil {
            return number
        } else if let escaped = TokenName.escaped(text) {
            row.name(escaped)
            repairs[.escapedBytes] += 1
        } else {
            row.name(text)
        }
        return nil
    }
}

/// Tokens' names that are not their text.
enum TokenName {
    /// The number in `token_id:N`.
    static func number(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let mark = "token_id:".utf8
        guard name.count > mark.count, name.starts(with: mark) else { return nil }
        return Int(String(decoding: name.dropFirst(mark.count), as: UTF8.self))
    }

    /// The bytes in `bytes:\xe2\x80`, as OpenAI writes parts of characters; nil of other names.
    static func escaped(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let mark = "bytes:".utf8
        guard name.count > mark.count, name.starts(with: mark) else { return nil }
        var bytes: [UInt8] = []
        var rest = name.dropFirst(mark.count)
        while let first = rest.first {
            if first == UInt8(ascii: "\\"), rest.count >= 4, rest.dropFirst().first == UInt8(ascii: "x") {
                guard let byte = UInt8(String(decoding: rest.dropFirst(2).prefix(2), as: UTF8.self), radix: 16) else {
                    return nil
                }
                bytes.append(byte)
                rest = rest.dropFirst(4)
            } else {
                bytes.append(first)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }

    /// The numbers of a list of bytes.
    static func values(_ list: JSONValue) throws(ResponseProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        for element in list.elements {
            guard let byte = element.integer.flatMap(UInt8.init(exactly:)) else {
                throw ResponseProblem(.malformed, "among a token's bytes is \(element.described) that is no byte")
            }
            bytes.append(byte)
        }
        return bytes
    }
}
