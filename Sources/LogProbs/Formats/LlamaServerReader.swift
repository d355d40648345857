/// llama.cpp's own route, whole or in parts of a stream: log-probs, or (`post_sampling_probs`, and all servers before
/// December 2024) probabilities, under names that say so.
enum LlamaServerReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        value.array("completion_probabilities") != nil
            || (value["content"]?.bytes != nil && value["stop"]?.boolean != nil)
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        let items = value.array("completion_probabilities")
        let isOld = items?.first.map(isOldToken) ?? false
        try drafts.change(isOld ? .llamaProbabilities : .llamaServer) { (draft) throws(ResponseProblem) in
            draft.model = value["model"]?.string ?? draft.model
            if isOld { draft.format = .llamaProbabilities }
            draft.addText(value["content"])
            if value["stopped_limit"]?.boolean == true
                || value["stop_type"]?.bytes.map({ equalBytes($0, "limit") }) == true
            {
                draft.notes.insert(.cutOff)
            }
            guard let items else { return }
            if isOld {
                for item in items.elements { try readOldToken(item, into: &draft) }
            } else {
                try TokenItems.read(items, into: &draft)
            }
        }
    }

    /// `{"content": "The", "probs": [{"tok_str": "The", "prob": 0.77}, …]}`
    private static func isOldToken(_ item: JSONValue) -> Bool {
        item["content"] != nil && item["token"] == nil && item.array("probs") != nil
    }

    /// The chosen token has its probability in its list only.
    private static func readOldToken(_ item: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        draft.row.begin(nil)
        _ = try draft.name(item["content"])
        if let list = item.array("probs") {
            for alternative in list.elements { try TokenItems.add(alternative, to: &draft) }
        }
        draft.endToken(chosenOnlyListed: true)
    }
}
