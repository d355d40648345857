import LogProbs
import Uncertainty

/// How prompts are asked.
struct ChatSettings {
    /// How many alternatives of each token are asked for.
    var top: Int
    // The rest is the server's choice where it is nil.
    var model: String?
    var maxTokens: Int?
    var temperature: Double?
    var seed: Int?

    /// The body of the request that asks a prompt: https://platform.openai.com/docs/api-reference/chat/create.
    func request(_ prompt: Prompt) -> [UInt8] {
        var text = LogProbs.JSONText()
        text.add("{")
        if let model {
            text.add("\"model\":")
            text.addString(model)
            text.add(",")
        }
        text.add("\"messages\":")
        let messages = [("system", prompt.system), ("user", prompt.text)].compactMap { role, content in
            content.map { (role, $0) }
        }
        text.addList(messages) { text, message in
            text.add("{\"role\":")
            text.addString(message.0)
            text.add(",\"content\":")
            text.addString(message.1)
            text.add("}")
        }
        if let maxTokens {
            text.add(",\"max_tokens\":")
            text.add(maxTokens)
        }
        if let temperature {
            text.add(",\"temperature\":")
            text.add(temperature)
        }
        if let seed {
            text.add(",\"seed\":")
            text.add(seed)
        }
        text.add(",\"logprobs\":true,\"top_logprobs\":")
        text.add(top)
        text.add("}")
        return text.bytes
    }
}
