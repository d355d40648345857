/// Why a language model cannot be had, or cannot go on.
package enum LanguageModelProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case builtWithoutLlama
    case notAModel(path: String, reason: String)
    /// `reason` is llama.cpp's own.
    case cannotLoad(path: String, reason: String)
    case noContext(path: String, length: Int, reason: String)
    case contextTooLong(path: String, length: Int, trained: Int)
    case notGenerative(path: String)
    case unknownTemplate(path: String)
    case unusablePrompt(reason: String)
    case promptTooLong(tokens: Int, context: Int)
    case noBlockOutputs(architecture: String)
    case noNumbers(step: Int)
    case cannotEvaluate(status: Int, reason: String)

    /// What is wrong.
    package var problem: String {
        switch self {
        case .builtWithoutLlama: "this build has no language models"
        case .notAModel(let path, let reason): "\(path) is no model: \(reason)"
        case .cannotLoad(let path, let reason): "\(path) cannot be loaded: \(reason)"
        case .noContext(let path, let length, let reason):
            "\(path) cannot be given a context of \(length) tokens: \(reason)"
        case .contextTooLong(let path, let length, let trained):
            "\(path) was trained on contexts of \(trained) tokens, and \(length) were asked for"
        case .notGenerative(let path): "\(path) does not continue a text, as encoders do not"
        case .unknownTemplate(let path): "llama.cpp does not know the chat template of \(path)"
        case .unusablePrompt(let reason): "the prompt cannot be used: \(reason)"
        case .promptTooLong(let tokens, let context):
            "the prompt takes \(tokens) tokens, and the context holds \(context), of which one is for an answer"
        case .noBlockOutputs(let architecture):
            "llama.cpp names no output of the blocks of \(architecture), so its hidden states cannot be measured"
        case .noNumbers(let step):
            "what the model computed for token \(step) is no number: its file is damaged, or its numbers overflow"
        case .cannotEvaluate(let status, let reason):
            "llama.cpp could not evaluate the model (status \(status)): \(reason)"
        }
    }

    /// What to do instead.
    package var remedy: String {
        switch self {
        case .builtWithoutLlama:
            """
            `make language-model` gets llama.cpp and a small model, and `make build-language-model` builds a program that has \
            them, in .build-language-model/release
            """
        case .notAModel: "give a GGUF file (`make language-model` gets a small one)"
        case .cannotLoad, .noNumbers, .cannotEvaluate: "get the file anew, or another one"
        case .noContext: "try a shorter one with --context"
        case .contextTooLong: "ask for fewer"
        case .notGenerative: "give a model that generates"
        case .unknownTemplate: "give a model whose template it knows"
        case .unusablePrompt: "write another one"
        case .promptTooLong: "shorten the prompt, or ask for a longer context with --context"
        case .noBlockOutputs: "give a model of another architecture"
        }
    }

    package var description: String { "\(problem); \(remedy)" }
}
