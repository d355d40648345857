import Figures

/// A task of HaluEval, whose items hold a right and a hallucinated answer to the same thing.
///
/// Source: Li et al., HaluEval, EMNLP 2023 (https://arxiv.org/abs/2305.11747), for the files' fields. The questions are ours.
enum HaluEvalTask: String, CaseIterable {
    case qa, dialogue, summarization

    /// The names of what an object of the task's file holds: what is given, the right answer and the hallucinated one.
    var fields: [String] {
        switch self {
        case .qa: ["knowledge", "question", "right_answer", "hallucinated_answer"]
        case .dialogue: ["knowledge", "dialogue_history", "right_response", "hallucinated_response"]
        case .summarization: ["document", "right_summary", "hallucinated_summary"]
        }
    }

    /// Asks whether all of an answer is supported by what is given.
    func question(given: [String], answer: String) -> String {
        let names = names
        let parts = zip(names, given + [answer]).map { "\($0.capitalised):\n\($1)" }
        let last = names[names.count - 1]
        return
            (parts + [
                "Does the \(last) contain information that the \(names[0]) does not support? Answer with one word, Yes or No."
            ]).joined(separator: "\n\n")
    }

    /// What is given and the answer are called.
    private var names: [String] {
        switch self {
        case .qa: ["knowledge", "question", "answer"]
        case .dialogue: ["knowledge", "conversation", "reply"]
        case .summarization: ["document", "summary"]
        }
    }
}
