import Uncertainty

@testable import LanguageModels

/// A vocabulary of few tokens whose answer is written down: what comes next depends on how many tokens were read.
final class ScriptedEngine: TokenEngine {
    /// The logits after the prompt, after the first token of the answer, and so on; the last stays.
    let script: [[Float]]
    /// The last block's state at the same places; the first block's is (1, 0) always.
    let states: [[Float]]
    let vocabulary: [String]
    let contextLength: Int
    /// What was read, call by call; nil is where all was forgotten.
    private(set) var reads: [[Int32]?] = []
    private var step = 0

    init(
        _ script: [[Float]], states: [[Float]] = [[0, 1]], vocabulary: [String] = ["a", "b", "<|mark|>", "<|end|>"],
        contextLength: Int = 100
    ) {
        self.script = script
        self.states = states
        self.vocabulary = vocabulary
        self.contextLength = contextLength
    }

    /// One token for each letter.
    func tokens(ofPrompt text: String, system: String?) -> [Int32] { ((system ?? "") + text).map { _ in 0 } }

    func clear() {
        reads.append(nil)
        step = 0
    }

    func read(_ tokens: [Int32]) -> TokenReading {
        reads.append(tokens)
        defer { step += 1 }
        return TokenReading(
            logits: script[min(step, script.count - 1)],
            states: BlockStates([1, 0] + states[min(step, states.count - 1)], width: 2))
    }

    func bytes(of token: Int) -> [UInt8] { Array(vocabulary[token].utf8) }

    func kind(of token: Int) -> TokenKind { token == 3 ? .end : token == 2 ? .control : .text }
}

/// Logits under which a token is next for certain, or as good as.
enum Next {
    static let a: [Float] = [20, 0, 0, 0]
    static let b: [Float] = [0, 20, 0, 0]
    static let mark: [Float] = [0, 0, 20, 0]
    static let end: [Float] = [0, 0, 0, 20]
    /// Any, the first by a little.
    static let any: [Float] = [0.1, 0, 0, 0]
}
