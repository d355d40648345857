/// Gemini's answers, whole or in parts of a stream, with names as its web service or as its Python library writes them.
enum GeminiReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        guard let first = value.array("candidates")?.first else { return false }
        return first["content"] != nil || result(of: first) != nil
    }

    /// Whether a value is a part of a stream, others of which follow: its response has a name, and has not ended.
    static func isPart(_ value: JSONValue) -> Bool {
        guard recognises(value), (value["responseId"] ?? value["response_id"]) != nil else { return false }
        let first = value.array("candidates")?.first
        return (first?["finishReason"] ?? first?["finish_reason"])?.isNull ?? true
    }

    private static func result(of candidate: JSONValue) -> JSONValue? {
        candidate.object("logprobsResult") ?? candidate.object("logprobs_result")
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let candidates = value.array("candidates") else { return }
        for candidate in candidates.elements {
            try drafts.change(
                choice: candidate["index"]?.integer ?? 0, of: (value["responseId"] ?? value["response_id"])?.string,
                .gemini
            ) { (draft) throws(ResponseProblem) in
                draft.model = (value["modelVersion"] ?? value["model_version"])?.string
                draft.noteEnd(candidate["finishReason"] ?? candidate["finish_reason"])
                readParts(candidate, into: &draft)
                if let result = result(of: candidate) { try readTokens(result, into: &draft) }
            }
        }
    }

    private static func readParts(_ candidate: JSONValue, into draft: inout ResponseDraft) {
        guard let parts = candidate.object("content")?.array("parts") else { return }
        for part in parts.elements {
            draft.addText(part["text"])
            if (part["functionCall"] ?? part["function_call"])?.kind == .object { draft.notes.insert(.toolCalls) }
        }
    }

    private static func readTokens(_ result: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        guard let chosen = result.array("chosenCandidates") ?? result.array("chosen_candidates") else { return }
        var lists = (result.array("topCandidates") ?? result.array("top_candidates"))?.elements
        for token in chosen.elements {
            draft.row.begin(try logProb(of: token), id: id(of: token))
            _ = try draft.name(token["token"])
            if let list = lists?.next()?.array("candidates") {
                for alternative in list.elements {
                    draft.row.add(try logProb(of: alternative), id: id(of: alternative))
                    _ = try draft.name(alternative["token"])
                }
            }
            draft.endToken()
        }
    }

    private static func logProb(of candidate: JSONValue) throws(ResponseProblem) -> Double? {
        try (candidate["logProbability"] ?? candidate["log_probability"])?.logProb()
    }

    private static func id(of candidate: JSONValue) -> Int? {
        (candidate["tokenId"] ?? candidate["token_id"])?.integer
    }
}
