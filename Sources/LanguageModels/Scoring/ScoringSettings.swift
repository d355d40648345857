import Files

/// All that the rows of a file of scores depend on, but for the prompts that are scored.
package struct ScoringSettings: Codable, Equatable, Sendable {
    static let currentFormat = 1

    /// The version of this form.
    package let format: Int
    /// What the model's file says that it is.
    package let model: String
    /// SHA-256 of the model's file.
    package let modelDigest: String
    /// What computes it, as in `llama.cpp 0.6.0`.
    package let engine: String
    /// SHA-256 of the file of prompts.
    package let promptsDigest: String
    package let contextLength: Int
    package let maxTokens: Int
    package let temperature: Double
    package let seed: UInt64

    package init(
        _ model: LanguageModel, modelDigest: String, promptsDigest: String, _ options: GenerationOptions
    ) {
        format = Self.currentFormat
        self.model = model.name
        self.modelDigest = modelDigest
        engine = model.engineName
        self.promptsDigest = promptsDigest
        contextLength = model.contextLength
        maxTokens = options.maxTokens
        temperature = options.temperature
        seed = options.seed
    }

    /// How other settings differ from these, in words; nil where they do not.
    func difference(from other: ScoringSettings) -> String? {
        let all: [(name: String, mine: String, others: String)] = [
            ("form", "\(format)", "\(other.format)"), ("model", model, other.model),
            ("model's SHA-256", "\(modelDigest.prefix(12))…", "\(other.modelDigest.prefix(12))…"),
            ("program", engine, other.engine),
            ("prompts' SHA-256", "\(promptsDigest.prefix(12))…", "\(other.promptsDigest.prefix(12))…"),
            ("context", "\(contextLength)", "\(other.contextLength)"),
            ("largest number of tokens", "\(maxTokens)", "\(other.maxTokens)"),
            ("temperature", "\(temperature)", "\(other.temperature)"), ("seed", "\(seed)", "\(other.seed)"),
        ]
        return all.first { $0.mine != $0.others }.map { "the \($0.name) was \($0.others) and is \($0.mine)" }
    }

    /// The seed of one sample's draws, which depends on no other sample.
    package func seed(of id: String) -> UInt64 {
        UInt64(SHA256.hexDigest(of: "\(seed) \(id)").prefix(16), radix: 16) ?? 0
    }
}
