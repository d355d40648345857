/// Lists of the k greatest log-probs as people write them of Hugging Face models, with the chosen tokens beside them:
/// `{"topk_logprobs": [[…]], "topk_ids": [[…]], "token_ids": […], "token_logprobs": […], "tokens": […]}`.
enum TopKReader: FormatReader {
    private static let values: [StaticString] = [
        "topk_logprobs", "top_k_logprobs", "top_logprobs", "topk_values", "top_values", "topk_scores", "scores",
        "values",
    ]
    private static let ids: [StaticString] = [
        "topk_ids", "top_k_ids", "topk_indices", "topk_token_ids", "top_ids", "top_token_ids", "indices",
    ]
    private static let texts: [StaticString] = ["topk_tokens", "top_k_tokens", "top_tokens"]
    private static let chosenIDs: [StaticString] = [
        "token_ids", "generated_ids", "ids", "sequences", "sequence", "output_ids",
    ]
    private static let chosenValues: [StaticString] = [
        "token_logprobs", "chosen_logprobs", "selected_logprobs", "transition_scores", "logprobs",
    ]
    private static let chosenTexts: [StaticString] = ["tokens", "generated_tokens", "token_texts"]

    static func recognises(_ value: JSONValue) -> Bool { list(values, in: value).map(isRows) ?? false }

    /// Lists of lists of numbers.
    private static func isRows(_ value: JSONValue) -> Bool { value.first?.isNumbers ?? false }

    private static func list(_ names: [StaticString], in value: JSONValue) -> JSONValue? {
        for name in names { if let list = value.array(name) { return list } }
        return nil
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        guard let rows = list(values, in: value) else { return }
        try drafts.change(.topK) { (draft) throws(ResponseProblem) in
            draft.addText(value["text"] ?? value["generated_text"])
            let chosen = Chosen(value, count: rows.elementCount)
            if chosen.isUnknown { draft.notes.insert(.chosenAssumed) }
            var ids = list(ids, in: value)?.elements
            var texts = list(texts, in: value)?.elements
            for (place, row) in rows.elements.enumerated() {
                try chosen.begin(place, row: row, ids: ids?.next(), texts: texts?.next(), into: &draft)
            }
        }
    }

    /// What is said of the chosen tokens: numbers, log-probs, texts, each of all tokens or of none.
    private struct Chosen {
        private let ids: [JSONValue]
        private let logProbs: [JSONValue]
        private let texts: [JSONValue]

        init(_ value: JSONValue, count: Int) {
            func last(_ names: [StaticString]) -> [JSONValue] {
                guard var list = list(names, in: value) else { return [] }
                if let inner = list.first, inner.kind == .array { list = inner }
                // The prompt may stand before what was generated.
                let all = Array(list.elements)
                return all.count >= count ? all.suffix(count) : []
            }
            (ids, logProbs, texts) = (last(chosenIDs), last(chosenValues), last(chosenTexts))
        }

        var isUnknown: Bool { ids.isEmpty && logProbs.isEmpty && texts.isEmpty }

        func begin(
            _ place: Int, row: JSONValue, ids: JSONValue?, texts: JSONValue?, into draft: inout ResponseDraft
        ) throws(ResponseProblem) {
            let known = logProbs.isEmpty ? nil : try logProbs[place].logProb()
            var values = row.elements
            var numbers = ids?.elements
            var names = texts?.elements
            if isUnknown {
                draft.row.begin(try values.next()?.logProb(), id: numbers?.next()?.integer, isListed: true)
                if let name = names?.next() { _ = try draft.name(name) }
            } else {
                draft.row.begin(known, id: self.ids.isEmpty ? nil : self.ids[place].integer)
                if !self.texts.isEmpty { _ = try draft.name(self.texts[place]) }
            }
            while let value = values.next() {
                draft.row.add(try value.logProb(), id: numbers?.next()?.integer)
                if let name = names?.next() { _ = try draft.name(name) }
            }
            draft.endToken(chosenOnlyListed: known == nil)
        }
    }
}
