/// Writes responses in our own form, one line of JSON each, from which they are read back as they were.
package struct ResponseWriter: Sendable {
    /// To how many decimals log-probs are rounded; nil writes all their digits.
    package var decimals: Int?
    /// Whether the alternatives' texts are written.
    package var writesAlternatives: Bool

    package init(decimals: Int? = nil, writesAlternatives: Bool = true) {
        self.decimals = decimals
        self.writesAlternatives = writesAlternatives
    }

    /// The names under which the places of tokens with a flag are listed.
    static let flags: [(name: StaticString, flag: TokenFlags)] = [
        ("outside", .outsideList), ("incomplete", .alternativesMissing), ("special", .special), ("prompt", .prompt),
    ]

    /// The response's line, its end included.
    package func line(_ response: TokenizedResponse) -> [UInt8] {
        var text = JSONText()
        text.add("{\"haltbook\":")
        text.add(HaltbookReader.version)
        text.add(",\"id\":")
        text.addString(response.id)
        addOptional(response.group, ",\"group\":", &text)
        addOptional(response.item, ",\"item\":", &text)
        if let label = response.label {
            text.add(",\"label\":")
            text.add(label)
        }
        text.add(",\"format\":")
        text.addString(response.format.rawValue)
        addOptional(response.otherText, ",\"text\":", &text)
        addTokens(response.tokens, &text)
        addRemarks(response, &text)
        text.add("}\n")
        return text.bytes
    }

    private func addOptional(_ value: String?, _ name: StaticString, _ text: inout JSONText) {
        guard let value else { return }
        text.add(name)
        text.addString(value)
    }

    private func addTokens(_ tokens: TokenLogProbs, _ text: inout JSONText) {
        text.add(",\"tokens\":")
        text.addList(0..<tokens.count) { $0.addBytes(tokens.bytes($1)) }
        text.add(",\"logprobs\":")
        text.addList(0..<tokens.count) { text, token in
            text.addList(tokens.logProbs[tokens.row(token)]) { $0.add($1, decimals: decimals) }
        }
        if writesAlternatives, tokens.hasAlternativeTexts {
            text.add(",\"alternatives\":")
            text.addList(0..<tokens.count) { text, token in
                text.addList(tokens.alternatives(token)) { $0.addBytes($1) }
            }
        }
        for (name, flag) in Self.flags {
            let places = (0..<tokens.count).filter { tokens.flags[$0].contains(flag) }
            guard !places.isEmpty else { continue }
            text.add(",\"")
            text.add(name)
            text.add("\":")
            text.addList(places) { $0.add($1) }
        }
    }

    private func addRemarks(_ response: TokenizedResponse, _ text: inout JSONText) {
        if !response.repairs.isEmpty {
            text.add(",\"repaired\":{")
            for (place, made) in response.repairs.all.enumerated() {
                if place > 0 { text.add(",") }
                text.addString(made.repair.rawValue)
                text.add(":")
                text.add(made.count)
            }
            text.add("}")
        }
        let notes = ResponseNote.allCases.filter(response.notes.contains)
        if !notes.isEmpty {
            text.add(",\"notes\":")
            text.addList(notes) { $0.addString($1.rawValue) }
        }
        guard !response.scores.isEmpty else { return }
        text.add(",\"scores\":{")
        for (place, name) in response.scores.keys.sorted().enumerated() {
            if place > 0 { text.add(",") }
            text.addString(name)
            text.add(":")
            text.add(response.scores[name] ?? .nan)
        }
        text.add("}")
    }
}
