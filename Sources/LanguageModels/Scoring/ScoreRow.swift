package import LogProbs
package import Uncertainty

/// One sample's line in a file of scores.
package struct ScoreRow {
    /// The line, its end included.
    package let line: [UInt8]
    /// The answer with its log-probs; nil where there is none.
    package let response: TokenizedResponse?

    /// Scores of an answer to a prompt, its label by what the prompt knows.
    package init(_ prompt: Prompt, _ generation: Generation) {
        let label = prompt.label(ofResponse: generation.text)
        var text = JSONText()
        text.begin(prompt.id)
        if let label {
            text.add(",\"label\":")
            text.add(label)
        }
        text.addMember("group", prompt.group)
        text.addMember("item", prompt.item)
        text.addMember("text", generation.text)
        text.add(",\"tokens\":")
        text.add(generation.scores.count)
        text.addMember("end", generation.end.name)
        for (name, value) in generation.scores.columns {
            text.add(",")
            text.addString(name)
            text.add(":")
            text.add(value)
        }
        text.add("}\n")
        line = text.bytes
        response = generation.response(id: prompt.id, group: prompt.group, item: prompt.item, label: label)
    }

    /// A sample without scores, and why.
    package init(failed prompt: Prompt, _ reason: String) {
        var text = JSONText()
        text.begin(prompt.id)
        text.addMember("failed", reason)
        text.add("}\n")
        line = text.bytes
        response = nil
    }
}

extension JSONText {
    fileprivate mutating func begin(_ id: String) {
        add("{\"id\":")
        addString(id)
    }

    fileprivate mutating func addMember(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        add(",\"")
        add(name)
        add("\":")
        addString(value)
    }
}
