/// What a language model is asked, and what is known of the answer.
package struct Prompt: Sendable, Equatable {
    package var id: String
    package var text: String
    /// What the model is told before the text.
    package var system: String?
    /// The task or kind of question.
    package var group: String?
    /// The source item; twins of one item share it, and stay on one side of a split.
    package var item: String?
    /// 1 where the response counts as hallucinated whatever it says, as that to a question about an answer does; 0 as correct.
    package var label: Int?
    /// Texts of which a correct response holds one.
    package var references: [String]

    package init(
        id: String, text: String, system: String? = nil, group: String? = nil, item: String? = nil,
        label: Int? = nil, references: [String] = []
    ) {
        self.id = id
        self.text = text
        self.system = system
        self.group = group
        self.item = item
        self.label = label
        self.references = references
    }

    /// The prompt's own label where it has one; else 1 where none of the references occurs in the response, 0 where one does; nil
    /// where neither is known.
    ///
    /// References are looked for as words, in any case: `4` is not in `42`, nor in `4.5`.
    package func label(ofResponse response: String) -> Int? {
        if let label { return label }
        guard !references.isEmpty else { return nil }
        let text = WordText(response)
        return references.contains { text.holds(WordText($0)) } ? 0 : 1
    }
}
