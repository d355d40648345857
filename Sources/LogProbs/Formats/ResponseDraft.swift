/// A response while it is read, perhaps part by part.
struct ResponseDraft {
    /// Which of a request's responses it is.
    let choice: Int
    /// What the server calls the request; parts of a stream with the same name belong together.
    let serverID: String?
    var format: ResponseFormat
    var tokens = TokenLogProbs()
    /// The text beside the tokens; nil where the server gives none.
    var text: [UInt8]?
    var repairs = RepairCounts()
    var notes: Set<ResponseNote> = []
    /// What was measured while the response was made; our own form alone has such.
    var scores: [String: Double] = [:]
    /// The model's name.
    var model: String?
    /// How many tokens the prompt has; read where the prompt is echoed.
    var promptCount: Int?
    /// The prompt's text, where it is echoed and stands beside the response, too.
    var promptText: [UInt8]?
    /// The token that is being read; `endToken` adds it.
    var row = TokenRow()
    let keepsTexts: Bool
    /// Whether it was written by us, so that nothing is left to do.
    var isCanonical = false

    mutating func endToken() {
        row.finish(into: &tokens, repairs: &repairs, keepsTexts: keepsTexts)
    }

    /// Ends a token whose log-prob the format has in the list only, so that taking it from there is no repair.
    mutating func endToken(chosenOnlyListed: Bool) {
        let before = repairs
        endToken()
        guard chosenOnlyListed, repairs[.chosenFromList] > before[.chosenFromList] else { return }
        repairs[.chosenFromList] -= 1
        repairs[.sentinel] -= 1
    }

    mutating func addText(_ value: JSONValue?) {
        guard let bytes = value?.bytes else { return }
        text = (text ?? []) + bytes
    }
}

/// The responses of one document or of one stream.
struct Drafts {
    /// Whether the prompt's log-probs stand beside what was read.
    private(set) var hasPromptBeside = false
    private(set) var all: [ResponseDraft] = []
    let keepsTexts: Bool

    init(keepsTexts: Bool) {
        self.keepsTexts = keepsTexts
    }

    /// Looks for the prompt's log-probs beside a response: vLLM's, as servers and in Python; TGI's; SGLang's.
    mutating func lookForPrompt(beside value: JSONValue) {
        let lists = [
            value.array("prompt_logprobs"), value.array("choices")?.first?.array("prompt_logprobs"),
            value.object("details")?.array("prefill"), value.object("meta_info")?.array("input_token_logprobs"),
        ]
        // The first token of a prompt has none.
        if lists.contains(where: { $0?.second != nil }) { hasPromptBeside = true }
    }

    /// Takes how many tokens the prompt of a request has.
    mutating func takePromptCount(_ count: Int, of serverID: String?) {
        for place in all.indices where all[place].serverID == serverID { all[place].promptCount = count }
    }

    /// Takes the text of an echoed prompt, which may stand in one of the objects around a response.
    mutating func takePromptText(from objects: [JSONValue]) {
        for place in all.indices where all[place].notes.contains(.promptEcho) {
            all[place].promptText = objects.lazy.compactMap { $0["prompt"]?.bytes }.first.map(Array.init)
        }
    }

    /// Changes the draft of that choice of that request; it is made where there is none.
    mutating func change(
        choice: Int = 0, of serverID: String? = nil, _ format: ResponseFormat,
        _ work: (inout ResponseDraft) throws(ResponseProblem) -> Void
    ) throws(ResponseProblem) {
        let place: Int
        if let last = all.lastIndex(where: { $0.choice == choice && $0.serverID == serverID }) {
            place = last
        } else {
            place = all.count
            all.append(
                ResponseDraft(choice: choice, serverID: serverID, format: format, keepsTexts: keepsTexts))
        }
        try work(&all[place])
    }
}

extension JSONValue {
    /// An array's second element.
    fileprivate var second: JSONValue? {
        var elements = elements
        return elements.next().flatMap { _ in elements.next() }
    }
}
