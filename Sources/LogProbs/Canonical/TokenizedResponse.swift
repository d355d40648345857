/// One response as Haltbook keeps it, whichever server wrote it.
package struct TokenizedResponse: Sendable, Equatable {
    /// What the file calls it, else the number of its line; `#1` behind it where a request had several responses.
    package var id: String
    /// The task or the model, where known.
    package var group: String?
    /// The question that it answers, where known: responses to the same one belong on the same side of a split.
    package var item: String?
    /// 1 is hallucinated, 0 is correct.
    package var label: Int?
    /// How the server wrote it.
    package var format: ResponseFormat
    package var tokens: TokenLogProbs
    /// The text beside the tokens; nil where there is none, or where it is what the tokens say.
    package var otherText: String?
    package var repairs: RepairCounts
    package var notes: Set<ResponseNote>
    /// What was measured while the response was made and cannot be had from its log-probs, by name, as in `hbar_s`.
    package var scores: [String: Double]

    package init(
        id: String, group: String? = nil, item: String? = nil, label: Int? = nil, format: ResponseFormat,
        tokens: TokenLogProbs, otherText: String? = nil, repairs: RepairCounts = RepairCounts(),
        notes: Set<ResponseNote> = [], scores: [String: Double] = [:]
    ) {
        self.id = id
        self.group = group
        self.item = item
        self.label = label
        self.format = format
        self.tokens = tokens
        self.otherText = otherText
        self.repairs = repairs
        self.notes = notes
        self.scores = scores
    }

    /// The response's text.
    package var text: String { otherText ?? tokens.text }
}
