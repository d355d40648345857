/// Ollama's own routes, whole or in lines of a stream. Its log-probs are those before temperature, thinking included.
enum OllamaReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        value["done"]?.boolean != nil && (value["response"]?.bytes != nil || value.object("message") != nil)
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        try drafts.change(.ollama) { (draft) throws(ResponseProblem) in
            draft.model = value["model"]?.string
            draft.addText(value["response"] ?? value.object("message")?["content"])
            if value.object("message")?.array("tool_calls")?.first != nil { draft.notes.insert(.toolCalls) }
            draft.noteEnd(value["done_reason"])
            try TokenItems.read(value["logprobs"], into: &draft)
        }
    }
}
