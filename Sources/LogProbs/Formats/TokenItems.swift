/// The items in which OpenAI, and after it vLLM, llama.cpp and Ollama write tokens:
/// `{"token": "The", "bytes": [84, 104, 101], "logprob": -0.26, "top_logprobs": [{"token": …, "logprob": …}]}`.
enum TokenItems {
    /// Adds the tokens of a list; null is none.
    static func read(_ list: JSONValue?, into draft: inout ResponseDraft) throws(ResponseProblem) {
        guard let list, !list.isNull else { return }
        guard list.kind == .array else {
            throw ResponseProblem(.malformed, "the tokens are \(list.described), not a list")
        }
        for item in list.elements { try readToken(item, into: &draft) }
    }

    private static func readToken(_ item: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        let fields = Fields(item)
        guard item.kind == .object, fields.token != nil || fields.id != nil else {
            throw ResponseProblem(.malformed, "a token is \(item.described) without `token`")
        }
        let flags: TokenFlags = fields.isSpecial ? .special : []
        draft.row.begin(try fields.value(&draft.repairs), id: fields.id, flags: flags)
        if let number = try draft.name(fields.token, bytes: fields.bytes), fields.id == nil {
            draft.row.begin(try fields.value(&draft.repairs), id: number, flags: flags)
        }
        if let list = fields.alternatives {
            for alternative in list.elements { try add(alternative, to: &draft) }
        }
        draft.endToken()
    }

    static func add(_ alternative: JSONValue, to draft: inout ResponseDraft) throws(ResponseProblem) {
        let fields = Fields(alternative)
        guard alternative.kind == .object else {
            throw ResponseProblem(.malformed, "an alternative is \(alternative.described), not an object")
        }
        let number = fields.token?.bytes.flatMap(TokenName.number)
        draft.row.add(try fields.value(&draft.repairs), id: fields.id ?? number)
        _ = try draft.name(fields.token, bytes: fields.bytes)
    }

    /// An item's members, found in one pass.
    private struct Fields {
        var token: JSONValue?
        var bytes: JSONValue?
        var id: Int?
        var logProb: JSONValue?
        var probability: JSONValue?
        var alternatives: JSONValue?
        var isSpecial = false

        init(_ item: JSONValue) {
            for (name, value) in item.members {
                switch name.count {
                case 2 where equalBytes(name, "id"): id = value.integer
                case 4 where equalBytes(name, "prob"): probability = value
                case 4 where equalBytes(name, "text") && token == nil: token = value
                case 5 where equalBytes(name, "token"): token = value
                case 5 where equalBytes(name, "bytes"): bytes = value
                case 5 where equalBytes(name, "probs"): alternatives = value
                case 7 where equalBytes(name, "logprob"): logProb = value
                case 7 where equalBytes(name, "tok_str"): token = value
                case 7 where equalBytes(name, "special"): isSpecial = value.boolean ?? false
                case 9 where equalBytes(name, "top_probs"): alternatives = value
                case 12 where equalBytes(name, "top_logprobs"): alternatives = value
                default: break
                }
            }
        }

        /// The log-prob, of whichever is written.
        func value(_ repairs: inout RepairCounts) throws(ResponseProblem) -> Double? {
            if let logProb { return try logProb.logProb() }
            guard let probability, let number = probability.number else { return nil }
            return try Probability.logarithm(number, &repairs)
        }
    }
}
