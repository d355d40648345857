/// SGLang's own route: `[log-prob, number, text or null]` for each token and for each of its alternatives.
enum SGLangReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        value.object("meta_info")?.array("output_token_logprobs") != nil
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let tokens = value.object("meta_info")?.array("output_token_logprobs") else { return }
        var lists = value.object("meta_info")?.array("output_top_logprobs")?.elements
        try drafts.change(.sgLang) { (draft) throws(ResponseProblem) in
            draft.addText(value["text"])
            for token in tokens.elements {
                let chosen = try entry(token)
                draft.row.begin(chosen.logProb, id: chosen.id)
                _ = try draft.name(chosen.text)
                if let list = lists?.next() {
                    for alternative in list.elements {
                        let other = try entry(alternative)
                        draft.row.add(other.logProb, id: other.id)
                        _ = try draft.name(other.text)
                    }
                }
                draft.endToken()
            }
        }
    }

    private static func entry(
        _ triple: JSONValue
    ) throws(ResponseProblem) -> (logProb: Double?, id: Int?, text: JSONValue?) {
        var parts = triple.elements
        guard triple.kind == .array, let logProb = parts.next() else {
            throw ResponseProblem(.malformed, "a token is \(triple.described), not a list of log-prob, number and text")
        }
        return (try logProb.logProb(), parts.next()?.integer, parts.next())
    }
}
