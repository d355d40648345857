import Uncertainty

/// What reads tokens one after the other and says what comes next. `LlamaEngine` is the real one; tests have some of their own.
protocol TokenEngine: AnyObject {
    /// How many tokens there can be, the prompt's and the answer's together.
    var contextLength: Int { get }

    /// The tokens of a prompt in the model's own chat template, up to where its answer begins.
    func tokens(ofPrompt text: String, system: String?) throws(LanguageModelProblem) -> [Int32]
    /// Forgets all that was read.
    func clear()
    /// Reads tokens after those that were read before.
    func read(_ tokens: [Int32]) throws(LanguageModelProblem) -> TokenReading
    /// A token's bytes; it may be a part of a character.
    func bytes(of token: Int) -> [UInt8]
    func kind(of token: Int) -> TokenKind
}

/// What a model says after the token that it read last.
struct TokenReading {
    /// One for each token of the vocabulary.
    var logits: [Float]
    var states: BlockStates
}

enum TokenKind {
    case text
    /// A mark of the model's own.
    case control
    /// The end of the answer.
    case end
}
