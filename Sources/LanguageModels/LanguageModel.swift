import Files

/// A language model in this process, which generates one answer after the other and measures each token of it.
///
/// One thread at a time may use it. It is there in builds with the package's trait `LanguageModel`; without it, making one throws
/// `LanguageModelProblem.builtWithoutLlama`.
package final class LanguageModel {
    package struct Options: Sendable, Equatable {
        /// How many tokens prompt and answer may have together; nil is what the model was trained on, 4,096 at most.
        package var contextLength: Int?
        /// No more than there are cores that this process may use; nil is as many.
        package var threads: Int?

        package init(contextLength: Int? = nil, threads: Int? = nil) {
            self.contextLength = contextLength
            self.threads = threads
        }
    }

    /// Where the model's file is.
    package let path: String
    /// What the file says that it is, as in `llama 135M Q4_1`.
    package let name: String
    /// What computes it, as in `llama.cpp 0.6.0`.
    package let engineName: String
    private let engine: any TokenEngine

    /// Whether this build has language models.
    package static var isAvailable: Bool {
        #if LanguageModel
        true
        #else
        false
        #endif
    }

    /// Loads a GGUF file; throws what is wrong with it.
    package init(path: String, options: Options = Options()) throws(LanguageModelProblem) {
        #if LanguageModel
        try Self.checkFile(path)
        let engine = try LlamaEngine(path, options)
        self.engine = engine
        self.path = path
        name = engine.name
        engineName = LlamaEngine.version
        #else
        throw LanguageModelProblem.builtWithoutLlama
        #endif
    }

    /// One that is read by something else than llama.cpp.
    init(_ engine: any TokenEngine, name: String) {
        self.engine = engine
        self.name = name
        (path, engineName) = (name, name)
    }

    /// How many tokens prompt and answer may have together.
    package var contextLength: Int { engine.contextLength }

    /// What is no GGUF file at all is known without llama.cpp, in plainer words.
    private static func checkFile(_ path: String) throws(LanguageModelProblem) {
        let beginning: [UInt8]
        do throws(FileProblem) {
            beginning = try SafeFile.read(path, first: 4)
        } catch {
            throw .notAModel(path: path, reason: error.reason)
        }
        guard beginning == Array("GGUF".utf8) else {
            throw .notAModel(path: path, reason: "it does not begin as GGUF files do")
        }
    }

    // MARK: Generating

    /// Answers a prompt, which is put into the model's own chat template; nothing of earlier ones is left.
    ///
    /// - Parameter onToken: is told each token as it becomes a part of the answer; what it throws ends the generation.
    package func generate(
        _ prompt: String, system: String? = nil, options: GenerationOptions = GenerationOptions(),
        onToken: (GeneratedToken) throws -> Void = { _ in }
    ) throws -> Generation {
        let promptTokens = try engine.tokens(ofPrompt: prompt, system: system)
        guard !promptTokens.isEmpty else { throw LanguageModelProblem.unusablePrompt(reason: "it is empty") }
        guard promptTokens.count < contextLength else {
            throw LanguageModelProblem.promptTooLong(tokens: promptTokens.count, context: contextLength)
        }
        engine.clear()
        var reading = try engine.read(promptTokens)
        var course = GenerationCourse(options)
        let limit = min(options.maxTokens, contextLength - promptTokens.count)
        while true {
            guard let token = try course.choose(reading, engine) else { break }
            try onToken(token)
            if token.step == limit {
                course.end = .length
                break
            }
            reading = try engine.read([Int32(course.chosen)])
        }
        return course.generation(promptTokens: promptTokens.count)
    }
}
