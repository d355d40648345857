import LogProbs

/// Reads the prompts of one JSON object.
struct PromptReader {
    private let value: JSONValue
    /// Which of the file's objects it is, from 0.
    private let number: Int
    private let line: Int

    init(_ value: JSONValue, number: Int, line: Int) {
        self.value = value
        self.number = number
        self.line = line
    }

    /// One, or the two of a HaluEval item.
    func prompts() throws(PromptFileProblem) -> [Prompt] {
        guard value.kind == .object else {
            throw problem("it is \(value.described), not an object", remedy: "write {\"prompt\": \"…\"}")
        }
        for task in HaluEvalTask.allCases where task.fields.allSatisfy({ value[$0] != nil }) {
            return try twins(task)
        }
        return [try prompt()]
    }

    private func prompt() throws(PromptFileProblem) -> Prompt {
        guard let text = try text("prompt", "question") else {
            throw problem(
                "it has no `prompt` and no `question`, nor what a HaluEval file has",
                remedy: "give it one, or see docs/COLLECTING.md for what else is read")
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw problem("its prompt is empty", remedy: "write what the model is to be asked, or leave the line out")
        }
        return Prompt(
            id: try scalar("id") ?? "prompt_\(number)", text: text, system: try self.text("system"),
            group: try scalar("group", "task"), item: try scalar("item"), label: try label(),
            references: try references())
    }

    private func twins(_ task: HaluEvalTask) throws(PromptFileProblem) -> [Prompt] {
        let texts = try task.fields.map { (name) throws(PromptFileProblem) in
            guard let text = try text(name) else { throw problem("its `\(name)` is null", remedy: "write a text") }
            return text
        }
        let item = "\(task.rawValue)_\(number)"
        let (given, correct, hallucinated) = (Array(texts.dropLast(2)), texts[texts.count - 2], texts[texts.count - 1])
        return [(correct, "cor", 0), (hallucinated, "hal", 1)].map { answer, suffix, label in
            Prompt(
                id: "\(item)_\(suffix)", text: task.question(given: given, answer: answer), group: task.rawValue,
                item: item, label: label)
        }
    }

    // MARK: Members

    /// The first of some members that is there; null is as if it were not.
    private func member(_ names: [String]) -> (name: String, value: JSONValue)? {
        names.lazy.compactMap { name in value[name].map { (name, $0) } }.first { !$0.1.isNull }
    }

    private func text(_ names: String...) throws(PromptFileProblem) -> String? {
        guard let (name, value) = member(names) else { return nil }
        guard let text = value.string else {
            throw problem("its `\(name)` is \(value.described), not a text", remedy: "write it in quotation marks")
        }
        return text
    }

    private func scalar(_ names: String...) throws(PromptFileProblem) -> String? {
        try member(names).map { (member) throws(PromptFileProblem) in try scalar(member.value, "its `\(member.name)`") }
    }

    /// A text or number that is not empty.
    private func scalar(_ value: JSONValue, _ name: String) throws(PromptFileProblem) -> String {
        guard let text = value.scalarText else {
            throw problem("\(name) is \(value.described)", remedy: "write a text or a number")
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw problem("\(name) is empty", remedy: "write a text or a number, or leave it out")
        }
        return text
    }

    private func label() throws(PromptFileProblem) -> Int? {
        guard let value = member(["label"])?.value else { return nil }
        guard let label = value.label else {
            throw problem("its label is \(value.described)", remedy: "write 1 for hallucinated, 0 for correct")
        }
        return label
    }

    private func references() throws(PromptFileProblem) -> [String] {
        guard let (name, value) = member(["reference", "references", "answer"]) else { return [] }
        return try (value.kind == .array ? Array(value.elements) : [value]).map { (value) throws(PromptFileProblem) in
            try scalar(value, "a text of its `\(name)`")
        }
    }

    private func problem(_ problem: String, remedy: String) -> PromptFileProblem {
        PromptFileProblem(line: line, problem, remedy: remedy)
    }
}
