/// OpenAI's Chat Completions, whole or in parts of a stream, and those of vLLM and llama.cpp; also a choice alone, its
/// `logprobs` alone, or their list of tokens alone, as people keep them.
enum OpenAIChatReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        if let choices = value.array("choices") {
            guard let first = choices.first else { return isChatPart(value) }
            return first["message"] != nil || first["delta"] != nil
        }
        return isChoice(value) || isTokens(value) || value.array("content").map(isTokens) == true
    }

    private static func isChatPart(_ value: JSONValue) -> Bool {
        value["object"]?.bytes.map { equalBytes($0, "chat.completion.chunk") } ?? false
    }

    private static func isChoice(_ value: JSONValue) -> Bool {
        guard value["done"] == nil, let logProbs = value["logprobs"] else { return false }
        return logProbs.array("content") != nil || logProbs.array("refusal") != nil || isTokens(logProbs)
    }

    private static func isTokens(_ value: JSONValue) -> Bool {
        guard value.kind == .array, let first = value.first else { return false }
        return first["token"] != nil && first["logprob"] != nil
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let choices = value.array("choices") else {
            try drafts.change(.openAIChat) { (draft) throws(ResponseProblem) in try readChoice(value, into: &draft) }
            return
        }
        let format = format(of: value)
        for choice in choices.elements {
            let number = choice["index"]?.integer ?? 0
            try drafts.change(choice: number, of: value["id"]?.string, format) { (draft) throws(ResponseProblem) in
                draft.model = value["model"]?.string
                try readChoice(choice, into: &draft)
            }
        }
    }

    private static func format(of value: JSONValue) -> ResponseFormat {
        guard let choice = value.array("choices")?.first else { return .openAIChat }
        if value["prompt_logprobs"] != nil || choice["stop_reason"] != nil { return .vLLMChat }
        let token = choice.object("logprobs")?.array("content")?.first
        return token?["id"] != nil || value["timings"] != nil ? .llamaChat : .openAIChat
    }

    private static func readChoice(_ choice: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        if choice.kind == .array { return try TokenItems.read(choice, into: &draft) }
        let message = choice.object("message") ?? choice.object("delta") ?? choice
        draft.addText(message["content"] ?? message["text"])
        if let refusal = message["refusal"]?.bytes, !refusal.isEmpty {
            draft.notes.insert(.refusal)
            draft.addText(message["refusal"])
        }
        if message.array("tool_calls")?.first != nil || message.object("function_call") != nil {
            draft.notes.insert(.toolCalls)
        }
        draft.noteEnd(choice["finish_reason"])
        if let logProbs = choice["logprobs"], logProbs.kind == .array {
            try TokenItems.read(logProbs, into: &draft)
        } else {
            let logProbs = choice["logprobs"] ?? choice
            if logProbs.array("content") != nil { try TokenItems.read(logProbs["content"], into: &draft) }
            if let refusal = logProbs.array("refusal"), refusal.first != nil {
                draft.notes.insert(.refusal)
                try TokenItems.read(refusal, into: &draft)
            }
        }
    }
}

extension ResponseDraft {
    /// Notes that a response ended at the limit of tokens.
    mutating func noteEnd(_ reason: JSONValue?) {
        guard let reason = reason?.bytes else { return }
        if equalBytes(reason, "length") || equalBytes(reason, "MAX_TOKENS") { notes.insert(.cutOff) }
    }
}
