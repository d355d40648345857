import Files
import LogProbs

/// Responses as a server streams them: a file of server-sent events, one token each, made of a file of OpenAI's chat form.
struct EventFile {
    /// The events of all responses once.
    let bytes: [UInt8]

    init(of source: String) throws(FileProblem) {
        var events: [UInt8] = []
        var number = 0
        JSONTexts.read(try ByteSource(source).all()) { value, _ in
            guard case .success(let value) = value,
                let choice = (value.object("response") ?? value).array("choices")?.first,
                let tokens = choice.object("logprobs")?.array("content")
            else { return }
            number += 1
            for token in tokens.elements { events += Self.event(token, of: number) }
            events += Array("data: [DONE]\n\n".utf8)
        }
        bytes = events
    }

    /// `data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[…]}}]}`
    private static func event(_ token: JSONValue, of number: Int) -> [UInt8] {
        var text = JSONText()
        text.add("data: {\"id\":\"")
        text.add(number)
        text.add("\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":")
        text.addString(token["token"]?.string ?? "")
        text.add("},\"logprobs\":{\"content\":[")
        text.addToken(token, list: token.array("top_logprobs"))
        text.add("]},\"finish_reason\":null}]}\n\n")
        return text.bytes
    }
}

extension JSONText {
    fileprivate mutating func addToken(_ token: JSONValue, list: JSONValue?) {
        add("{\"token\":")
        addString(token["token"]?.string ?? "")
        add(",\"logprob\":")
        add(token["logprob"]?.number ?? .nan)
        add(",\"bytes\":")
        addList(token["bytes"]?.elements ?? token.elements) { $0.add($1.integer ?? 0) }
        if let list {
            add(",\"top_logprobs\":")
            addList(list.elements) { $0.addToken($1, list: nil) }
        }
        add("}")
    }
}
