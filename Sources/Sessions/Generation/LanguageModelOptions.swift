import LanguageModels
import Notebooks

/// What the commands that use a language model have in common.
enum LanguageModelOptions {
    static let model = CommandOption<InputFile>(
        "model", "The language model, a GGUF file; `make language-model` gets a small one into .deps/models.")
    static let maxTokens = CommandOption(
        "max_tokens", default: 40, within: .from(1, through: 100_000), "How long an answer may be.")
    static let temperature = CommandOption(
        "temperature", default: 0.0, within: .from(0, through: 10), "0 takes the likeliest token each time.")

    /// The model, loaded, and the digest of its file.
    static func model(_ arguments: Arguments, _ session: Session) throws -> (model: LanguageModel, digest: String) {
        let (path, digest) = try session.path(ofFile: arguments[model].path)
        return (try failing { try LanguageModel(path: path) }, digest)
    }

    static func generation(_ arguments: Arguments, _ session: Session) -> GenerationOptions {
        GenerationOptions(
            mode: .scoresOnly, maxTokens: arguments[maxTokens], temperature: arguments[temperature],
            seed: arguments.seed(in: session))
    }

    /// Answers a prompt; a wish to stop ends it between two tokens.
    static func generate(
        _ model: LanguageModel, _ prompt: String, system: String?, _ options: GenerationOptions, _ session: Session
    ) throws -> Generation {
        try failing {
            try model.generate(prompt, system: system, options: options) { token in
                try session.monitor.checkpoint()
                session.monitor.report(
                    .step(done: token.step, of: options.maxTokens, unit: "token", detail: "generating"))
            }
        }
    }

    /// What a language model cannot do, as a command's failure.
    static func failing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let problem as LanguageModelProblem {
            // Notebooks take the model's own context.
            if case .promptTooLong = problem { throw CommandFailure(problem.problem, remedy: "shorten the prompt") }
            throw CommandFailure(problem.problem, remedy: problem.remedy)
        }
    }
}
