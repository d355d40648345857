import LogProbs
import Uncertainty

/// A response as it is kept: one line of JSON, with what was asked and what the server said.
///
///     {"id":"q1","group":"sums","item":"2+2","request":{…},"label":0,"response":{…}}
struct CollectedLine {
    /// All that is known before the answer: who was asked otherwise has another beginning.
    let beginning: [UInt8]
    private let prompt: Prompt

    init(_ prompt: Prompt, _ settings: ChatSettings) {
        self.prompt = prompt
        var text = LogProbs.JSONText()
        text.add("{\"id\":")
        text.addString(prompt.id)
        if let group = prompt.group {
            text.add(",\"group\":")
            text.addString(group)
        }
        if let item = prompt.item {
            text.add(",\"item\":")
            text.addString(item)
        }
        text.add(",\"request\":")
        beginning = text.bytes + settings.request(prompt) + [UInt8(ascii: ",")]
    }

    /// Whether some bytes may be a part of it, from its beginning on.
    func mayBegin(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: beginning.prefix(bytes.count))
    }

    /// The whole line.
    func line(_ completion: ChatCompletion) -> [UInt8] {
        var text = LogProbs.JSONText()
        if let label = prompt.label(ofResponse: completion.text) {
            text.add("\"label\":")
            text.add(label)
            text.add(",")
        }
        text.add("\"response\":")
        // Between JSON's values a line's end is white space, and within them there is none.
        let response = completion.body.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        return beginning + text.bytes + response + Array("}\n".utf8)
    }
}
