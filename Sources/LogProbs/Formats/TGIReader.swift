/// Hugging Face's Text Generation Inference, whole or in parts of a stream:
/// `{"generated_text": "The", "details": {"tokens": [{"id", "text", "logprob", "special"}], "top_tokens": [[…]]}}`.
enum TGIReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        value.object("details")?.array("tokens") != nil
            || (value.object("token")?["logprob"] != nil && value["generated_text"] != nil)
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        if value.object("token") != nil { return try readPart(value, into: &drafts) }
        guard let details = value.object("details") else { return }
        try readSequence(details, text: value["generated_text"], choice: 0, into: &drafts)
        guard let others = details.array("best_of_sequences") else { return }
        for (place, other) in others.elements.enumerated() {
            try readSequence(other, text: other["generated_text"], choice: place + 1, into: &drafts)
        }
    }

    private static func readSequence(
        _ details: JSONValue, text: JSONValue?, choice: Int, into drafts: inout Drafts
    ) throws(ResponseProblem) {
        try drafts.change(choice: choice, .tgi) { (draft) throws(ResponseProblem) in
            draft.addText(text)
            draft.noteEnd(details["finish_reason"])
            guard let tokens = details.array("tokens") else { return }
            var lists = details.array("top_tokens")?.elements
            for token in tokens.elements { try readToken(token, list: lists?.next(), into: &draft) }
        }
    }

    /// A part of a stream holds one token; the last holds the whole text, too.
    private static func readPart(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        try drafts.change(.tgi) { (draft) throws(ResponseProblem) in
            draft.addText(value["generated_text"])
            draft.noteEnd(value.object("details")?["finish_reason"])
            guard let token = value.object("token") else { return }
            try readToken(token, list: value.array("top_tokens"), into: &draft)
        }
    }

    private static func readToken(
        _ token: JSONValue, list: JSONValue?, into draft: inout ResponseDraft
    ) throws(ResponseProblem) {
        draft.row.begin(
            try (token["logprob"])?.logProb(), id: token["id"]?.integer,
            flags: token["special"]?.boolean == true ? .special : [])
        _ = try draft.name(token["text"])
        if let list {
            for alternative in list.elements { try TokenItems.add(alternative, to: &draft) }
        }
        draft.endToken()
    }
}
