/// Our own form, one line a response, as `ResponseWriter` writes it. It is canonical already, and held to that.
enum HaltbookReader: FormatReader {
    static let version = 1

    static func recognises(_ value: JSONValue) -> Bool {
        value["haltbook"]?.kind == .number && value.array("logprobs") != nil
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard value["haltbook"]?.integer == version else {
            throw ResponseProblem(.unknownFormat, "its version is not \(version), which this program knows")
        }
        let format = value["format"]?.string.flatMap(ResponseFormat.init(rawValue:)) ?? .haltbook
        try drafts.change(format) { (draft) throws(ResponseProblem) in
            draft.isCanonical = true
            draft.addText(value["text"])
            for (name, count) in value["repaired"].map({ Array($0.members) }) ?? [] {
                guard let repair = Repair(rawValue: String(decoding: name, as: UTF8.self)),
                    let count = count.integer, counts.contains(count)
                else { throw ResponseProblem(.malformed, "`repaired` is not as Haltbook writes it") }
                draft.repairs[repair] = count
            }
            for name in value["notes"].map({ Array($0.elements) }) ?? [] {
                guard let note = name.string.flatMap(ResponseNote.init(rawValue:)) else {
                    throw ResponseProblem(.malformed, "`notes` is not as Haltbook writes it")
                }
                draft.notes.insert(note)
            }
            for (name, score) in value["scores"].map({ Array($0.members) }) ?? [] {
                guard let score = score.number else {
                    throw ResponseProblem(.malformed, "`scores` is not as Haltbook writes it")
                }
                draft.scores[String(decoding: name, as: UTF8.self)] = score
            }
            try readTokens(value, into: &draft)
        }
    }

    /// How often a repair can be made in one response: far more often than a text can be long, and still few enough to be added up.
    private static let counts = 0...Int(Int32.max)

    private static func readTokens(_ value: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        guard let rows = value.array("logprobs") else { return }
        try hold(value["tokens"], to: rows, "`tokens` and `logprobs` are not of one length, as Haltbook writes them")
        try hold(
            value["alternatives"], to: rows,
            "`alternatives` and `logprobs` are not of one length, as Haltbook writes them")
        var names = value.array("tokens")?.elements
        var alternatives = value.array("alternatives")?.elements
        for row in rows.elements {
            try readRow(row, name: names?.next(), alternatives: alternatives?.next(), into: &draft)
        }
        for (name, flag) in ResponseWriter.flags {
            for place in value[name].map({ Array($0.elements) }) ?? [] {
                guard let token = place.integer, token >= 0, token < draft.tokens.count else {
                    throw ResponseProblem(.malformed, "`\(name)` names a token that is not there")
                }
                draft.tokens.mark(token..<token + 1, flag)
            }
        }
    }

    /// Refuses a list that has not as many elements as another; without a list there is nothing to refuse.
    private static func hold(
        _ list: JSONValue?, to other: JSONValue, besides count: Int = 0, _ reason: @autoclosure () -> String
    ) throws(ResponseProblem) {
        guard let list else { return }
        guard list.kind == .array, list.elementCount + count == other.elementCount else {
            throw ResponseProblem(.malformed, reason())
        }
    }

    private static func readRow(
        _ row: JSONValue, name: JSONValue?, alternatives: JSONValue?, into draft: inout ResponseDraft
    ) throws(ResponseProblem) {
        let number = draft.tokens.count + 1
        var values = row.elements
        guard let first = values.next() else { throw ResponseProblem(.malformed, "a token's row is empty") }
        let chosen = try logProb(first, number)
        draft.tokens.begin(
            bytes: try name.map(bytes) ?? [], chosen: chosen.map(Float.init) ?? .nan,
            flags: chosen == nil ? [.chosenMissing, .outsideList] : [])
        try hold(
            alternatives, to: row, besides: 1,
            "token \(number) has another number of alternatives than of their log-probs")
        var names = draft.keepsTexts ? alternatives?.elements : nil
        if names != nil { draft.tokens.noteAlternative([]) }
        var last = Double.infinity
        while let value = values.next() {
            guard let logProb = try logProb(value, number), logProb <= last else {
                throw ResponseProblem(
                    .malformed, "the alternatives of token \(number) are not sorted, as Haltbook writes them")
            }
            last = logProb
            draft.tokens.add(Float(logProb))
            if let name = names?.next() { draft.tokens.noteAlternative(try bytes(name)) }
        }
        draft.tokens.end()
    }

    /// A log-prob in the row of a token, from 1; nil is missing.
    private static func logProb(_ value: JSONValue, _ token: Int) throws(ResponseProblem) -> Double? {
        let logProb = try value.logProb()
        guard let logProb, Sentinel.holds(logProb) else { return logProb }
        throw ResponseProblem(
            .malformed,
            "a log-prob of token \(token) is \(logProb), which stands for a missing one; Haltbook writes null for a chosen token's, "
                + "and leaves an alternative's out")
    }

    /// A text, or the list of its bytes where it is a part of a character.
    private static func bytes(_ name: JSONValue) throws(ResponseProblem) -> [UInt8] {
        if let text = name.bytes { return Array(text) }
        guard name.kind == .array else {
            throw ResponseProblem(.malformed, "a token is \(name.described), not a text")
        }
        return try TokenName.values(name)
    }
}
