/// OpenAI's Completions, the older form, whole or in parts of a stream, and those of vLLM:
/// `{"tokens": ["The"], "token_logprobs": [-0.26], "top_logprobs": [{"The": -0.26, …}], "text_offset": [0]}`.
///
/// The lists hold up to one entry more than was asked for, and lose tokens whose texts look alike.
enum OpenAICompletionsReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        if let choices = value.array("choices") { return choices.first == nil || choices.first?["text"] != nil }
        return lists(of: value) != nil
    }

    /// The lists of a choice, or the choice's `logprobs` alone.
    private static func lists(of choice: JSONValue) -> JSONValue? {
        let value = choice.object("logprobs") ?? choice
        return value.array("tokens") != nil && value.array("token_logprobs") != nil && !TopKReader.recognises(value)
            ? value : nil
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let choices = value.array("choices") else {
            try drafts.change(.openAICompletions) { (draft) throws(ResponseProblem) in
                try readChoice(value, into: &draft)
            }
            return
        }
        for choice in choices.elements {
            let isVLLM = choice["stop_reason"] != nil || choice["prompt_logprobs"] != nil
            try drafts.change(
                choice: choice["index"]?.integer ?? 0, of: value["id"]?.string,
                isVLLM ? .vLLMCompletions : .openAICompletions
            ) { (draft) throws(ResponseProblem) in
                draft.model = value["model"]?.string
                try readChoice(choice, into: &draft)
            }
        }
        // In a stream the last part has it, without a choice.
        if let count = value["usage"]?["prompt_tokens"]?.integer {
            drafts.takePromptCount(count, of: value["id"]?.string)
        }
    }

    private static func readChoice(_ choice: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        draft.addText(choice["text"])
        draft.noteEnd(choice["finish_reason"])
        if let lists = lists(of: choice) {
            try readLists(lists, into: &draft)
        } else if let items = choice.object("logprobs")?.array("content") {
            try TokenItems.read(items, into: &draft)
        }
    }

    private static func readLists(_ lists: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        let tokens = lists["tokens"].map { Array($0.elements) } ?? []
        let logProbs = lists["token_logprobs"].map { Array($0.elements) } ?? []
        guard tokens.count == logProbs.count else {
            throw ResponseProblem(
                .malformed, "there are \(tokens.count) tokens, but \(logProbs.count) log-probs of them")
        }
        var alternatives = lists.array("top_logprobs")?.elements
        if draft.tokens.isEmpty, logProbs.first?.isNull == true { draft.notes.insert(.promptEcho) }
        for (token, logProb) in zip(tokens, logProbs) {
            let value = try logProb.logProb()
            draft.row.begin(value)
            if let number = try draft.name(token) { draft.row.begin(value, id: number) }
            if let entries = alternatives?.next() { try readAlternatives(entries, into: &draft) }
            draft.endToken()
        }
    }

    private static func readAlternatives(_ entries: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem)
    {
        for (name, value) in entries.members {
            draft.row.add(try value.logProb(), id: TokenName.number(name))
            draft.nameAlternative(name)
        }
        for item in entries.elements { try TokenItems.add(item, to: &draft) }
    }
}

extension ResponseDraft {
    /// Names an alternative by what is a member's name, or a text that stands alone.
    mutating func nameAlternative(_ name: UnsafeBufferPointer<UInt8>) {
        if TokenName.number(name) != nil {
            repairs[.tokenNumber] += 1
        } else if let escaped = TokenName.escaped(name) {
            row.name(escaped)
            repairs[.escapedBytes] += 1
        } else {
            row.name(name)
        }
    }
}
