/// OpenAI's Responses, whole or as a stream's events.
enum OpenAIResponsesReader: FormatReader {
    static func recognises(_ value: JSONValue) -> Bool {
        if let first = value.array("output")?.first { return first["type"]?.bytes != nil }
        if value["object"]?.bytes.map({ equalBytes($0, "response") }) == true { return value.array("output") != nil }
        return value["type"]?.bytes?.starts(with: "response.".utf8) ?? false
    }

    static func read(_ value: JSONValue, into drafts: inout Drafts) throws(ResponseProblem) {
        // Only some of a stream's events name their response; the others are of the one that was named last.
        let id = (value.object("response") ?? value)["id"]?.string ?? drafts.all.last?.serverID
        try drafts.change(of: id, .openAIResponses) { (draft) throws(ResponseProblem) in
            if value.array("output") != nil {
                noteFacts(value, in: &draft)
                try readResponse(value, into: &draft)
            } else {
                try readEvent(value, into: &draft)
            }
        }
    }

    private static func noteFacts(_ response: JSONValue, in draft: inout ResponseDraft) {
        draft.model = response["model"]?.string
        if response["status"]?.bytes.map({ equalBytes($0, "incomplete") }) == true { draft.notes.insert(.cutOff) }
    }

    private static func readResponse(_ value: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        guard let output = value.array("output") else { return }
        for item in output.elements {
            if item["type"]?.bytes.map({ $0.elementsEqual("function_call".utf8) }) == true {
                draft.notes.insert(.toolCalls)
            }
            guard let content = item.array("content") else { continue }
            for part in content.elements { try readPart(part, into: &draft) }
        }
    }

    private static func readPart(_ part: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        guard let type = part["type"]?.bytes else { return }
        if equalBytes(type, "output_text") {
            draft.addText(part["text"])
            try TokenItems.read(part["logprobs"], into: &draft)
        } else if equalBytes(type, "refusal") {
            draft.addText(part["refusal"])
            draft.notes.insert(.refusal)
        }
    }

    private static func readEvent(_ value: JSONValue, into draft: inout ResponseDraft) throws(ResponseProblem) {
        guard let type = value["type"]?.bytes else { return }
        if equalBytes(type, "response.output_text.delta") {
            draft.addText(value["delta"])
            try TokenItems.read(value["logprobs"], into: &draft)
        } else if equalBytes(type, "response.refusal.delta") {
            draft.addText(value["delta"])
            draft.notes.insert(.refusal)
        } else if let response = value.object("response") {
            noteFacts(response, in: &draft)
            // The last event says all again.
            if draft.tokens.isEmpty, draft.text == nil { try readResponse(response, into: &draft) }
        }
    }
}
