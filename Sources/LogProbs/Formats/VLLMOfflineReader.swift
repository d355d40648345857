/// What vLLM gives in Python: for each token a table of numbers in the vocabulary, the chosen token's first,
/// `[{"785": {"logprob": -0.26, "rank": 1, "decoded_token": "The"}, …}, …]`; alone, or in its `RequestOutput`.
enum VLLMOfflineReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        if let outputs = value.array("outputs") {
            return outputs.first.map { $0.array("token_ids") != nil || isOutput($0) } ?? false
        }
        return isTables(value) || isOutput(value)
    }

    private static func isOutput(_ value: JSONValue) -> Bool {
        value["logprobs"].map { isTables($0) || isFlat($0) } ?? false
    }

    private static func isTables(_ value: JSONValue) -> Bool {
        guard value.kind == .array, let first = value.elements.first(where: { !$0.isNull }) else { return false }
        var members = first.members
        return members.next()?.value["logprob"] != nil
    }

    /// With `flat_logprobs`, the tables lie one after the other.
    private static func isFlat(_ value: JSONValue) -> Bool {
        value.array("start_indices") != nil && value.array("logprobs") != nil && value.array("token_ids") != nil
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let outputs = value.array("outputs") else { return try readOutput(value, choice: 0, into: &drafts) }
        for (place, output) in outputs.elements.enumerated() {
            try readOutput(output, choice: output["index"]?.integer ?? place, into: &drafts)
        }
    }

    private static func readOutput(
        _ output: JSONValue, choice: Int, into drafts: inout Drafts
    ) throws(ResponseProblem) {
        try drafts.change(choice: choice, .vLLMOffline) { (draft) throws(ResponseProblem) in
            draft.addText(output["text"])
            draft.noteEnd(output["finish_reason"])
            var chosen = output.array("token_ids")?.elements
            let tables = output.kind == .array ? output : output["logprobs"]
            if let tables, isFlat(tables) {
                try readFlat(tables, chosen: chosen, into: &draft)
            } else if let tables {
                for table in tables.elements {
                    if table.isNull, draft.tokens.isEmpty { draft.notes.insert(.promptEcho) }
                    try readTable(table, chosen: chosen?.next()?.integer, into: &draft)
                }
            }
        }
    }

    /// Without the chosen tokens' numbers, a table's first is it.
    private static func readTable(
        _ table: JSONValue, chosen: Int?, into draft: inout ResponseDraft
    ) throws(ResponseProblem) {
        var members = table.members
        let first = members.next()
        let entry = chosen.flatMap { table["\($0)"] } ?? (chosen == nil ? first?.value : nil)
        let id = chosen ?? first.flatMap { Int(String(decoding: $0.key, as: UTF8.self)) }
        draft.row.begin(try (entry?["logprob"])?.logProb(), id: id)
        _ = try draft.name(entry?["decoded_token"])
        for (name, value) in table.members {
            draft.row.add(try (value["logprob"])?.logProb(), id: Int(String(decoding: name, as: UTF8.self)))
            _ = try draft.name(value["decoded_token"])
        }
        draft.endToken()
    }

    private static func readFlat(
        _ flat: JSONValue, chosen: JSONValue.Elements?, into draft: inout ResponseDraft
    ) throws(ResponseProblem) {
        func list(_ name: StaticString) -> [JSONValue] { flat.array(name).map { Array($0.elements) } ?? [] }
        let (ids, logProbs, texts) = (list("token_ids"), list("logprobs"), list("decoded_tokens"))
        var chosen = chosen
        for (start, end) in zip(list("start_indices"), list("end_indices")) {
            guard let start = start.integer, let end = end.integer, start >= 0, start <= end,
                end <= min(ids.count, logProbs.count)
            else { throw ResponseProblem(.malformed, "a token's entries are said to lie where there are none") }
            let id = chosen?.next()?.integer ?? (start < end ? ids[start].integer : nil)
            let place = (start..<end).first { ids[$0].integer == id }
            draft.row.begin(
                try place.map { (place) throws(ResponseProblem) in try logProbs[place].logProb() } ?? nil, id: id)
            if let place, texts.indices.contains(place) { _ = try draft.name(texts[place]) }
            for place in start..<end {
                draft.row.add(try logProbs[place].logProb(), id: ids[place].integer)
                if texts.indices.contains(place) { _ = try draft.name(texts[place]) }
            }
            draft.endToken()
        }
    }
}
