#if LanguageModel
import Files
import Foundation
import LogProbs
import Statistics
import Testing
import Uncertainty

@testable import LanguageModels

/// SmolLM2-135M-Instruct, as `make language-model` gets it: `make test-language-model`. It has 30 blocks of 576 numbers.
@Suite(.serialized) struct RealModelTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../.deps/models/SmolLM2-135M-Instruct.Q4_1.gguf").standardizedFileURL.path

    /// llama.cpp's threads wait for each other without giving up the processor, so that two are very slow beside other tests.
    private static let options = LanguageModel.Options(threads: 1)

    private let model: LanguageModel
    private let engine: LlamaEngine

    init() throws {
        model = try LanguageModel(path: Self.path, options: Self.options)
        engine = try LlamaEngine(Self.path, Self.options)
    }

    private static let question = "What is the capital of France?"
    /// More tokens than are evaluated together.
    private static let long =
        "Say in one sentence what this is about. "
        + (1...120).map { "Sheep number \($0) sleeps." }.joined(separator: " ")
    private static let prompts = [question, "Write a poem about the sea: älter, 😀, 海.", long]

    private func answer(
        _ prompt: String = question, tokens: Int = 48, temperature: Double = 0, seed: UInt64 = 0
    ) throws -> Generation {
        try model.generate(
            prompt,
            options: GenerationOptions(
                mode: .scoresOnly, maxTokens: tokens, temperature: temperature, seed: seed))
    }

    @Test func `a question is answered in the model's chat template, to the end of the text`() throws {
        let answer = try answer()
        #expect(answer.text == "The capital of France is Paris.")
        #expect(answer.end == .endOfText && answer.tokens.count == 7 && answer.scores.count == 7)
    }

    @Test func `each block gives a state, also behind a prompt that is read in parts`() throws {
        for prompt in Self.prompts {
            engine.clear()
            let tokens = try engine.tokens(ofPrompt: prompt, system: nil)
            for states in [try engine.read(tokens).states, try engine.read([28]).states] {
                #expect(states.count == 30 && states.width == 576)
                // No block leaves the state as it was.
                let blocks = (0..<30).map { Array(states.values[$0 * 576..<($0 + 1) * 576]) }
                #expect(Set(blocks).count == 30)
            }
        }
    }

    /// llama.cpp's embedding of a token is its last state over its root mean square, times weights that are the same for all.
    @Test func `the last block's state is that of the last token`() throws {
        var weights: [[Double]] = []
        for text in ["The sea", "Who ate the bread that I had bought?"] {
            let tokens = try engine.tokens(ofPrompt: text, system: nil)
            engine.clear()
            let state = Array(try engine.read(tokens).states.last)
            let reference = try LlamaReference(Self.path, embeddings: true)
            try reference.decode(tokens)
            let size = sqrt(state.reduce(0) { $0 + Double($1) * Double($1) } / 576)
            weights.append(zip(reference.embedding, state).map { Double($0) / (Double($1) / size) })
        }
        // Where a state's number is next to nothing, its rounding is a large part of it.
        let near = zip(weights[0], weights[1]).count { abs($0 - $1) < 1e-3 * abs($0) }
        #expect(near > 570)
    }

    @Test(arguments: 0..<3) func `greedy text is that of llama.cpp's own loop and sampler`(prompt: Int) throws {
        let prompt = Self.prompts[prompt]
        let expected = try LlamaReference(Self.path).answer(
            try engine.tokens(ofPrompt: prompt, system: nil), tokens: 48)
        #expect(expected.count > 20)
        #expect(try answer(prompt).tokens.textBytes == expected)
    }

    @Test func `log-probs are the log-softmax of llama.cpp's logits, and sum to no more than 1`() throws {
        let prompt = try engine.tokens(ofPrompt: Self.question, system: nil)
        let reference = try LlamaReference(Self.path)
        try reference.decode(prompt)
        let logits = reference.logits.map(Double.init)
        let logSum = log(logits.reduce(0) { $0 + exp($1) })
        let tokens = try answer().tokens
        let best = logits.sorted(by: >).prefix(20).map { Float($0 - logSum) }
        #expect(tokens[0].count == 20)
        // Two sums of 49,152 in another order, and the rounding to single precision.
        #expect(zip(tokens[0], best).allSatisfy { abs($0 - $1) < 1e-5 })
        for token in 0..<tokens.count {
            #expect(tokens[token].reduce(0) { $0 + exp(Double($1)) } <= 1 + 1e-6)
            #expect(tokens.alternatives(token).allSatisfy { !$0.isEmpty })
        }
    }

    @Test func `the same seed gives the same text, another seed another`() throws {
        let drawn = try [1, 1, 2].map { try answer("Tell me a story.", temperature: 1, seed: $0) }
        #expect(drawn[0].tokens == drawn[1].tokens && drawn[0].scores == drawn[1].scores)
        #expect(drawn[0].text != drawn[2].text)
    }

    @Test func `nothing of one prompt is left for the next`() throws {
        let alone = try answer(Self.prompts[1])
        _ = try answer(Self.long)
        let after = try answer(Self.prompts[1])
        #expect(after.tokens == alone.tokens && after.scores == alone.scores)
    }

    @Test func `there are as many threads as cores that this process may use, unless fewer are asked for`() throws {
        for threads in [nil, 512] {
            #expect(try LlamaEngine(Self.path, LanguageModel.Options(threads: threads)).threads == Machine.cores)
        }
        #expect(engine.threads == 1)
    }

    @Test func `the number of threads changes nothing`() throws {
        let two = try LanguageModel(path: Self.path, options: LanguageModel.Options(threads: 2))
        let options = GenerationOptions(mode: .scoresOnly, maxTokens: 6)
        let answers = try [model, two].map { try $0.generate(Self.prompts[1], options: options) }
        #expect(answers[0].tokens == answers[1].tokens && answers[0].scores == answers[1].scores)
    }

    @Test func `a risky token ends the answer before it, in the direction that is asked for`() throws {
        let whole = try model.generate(
            Self.question, options: GenerationOptions(monitor: FailureMonitor(cutoff: 1)))
        let values = whole.trajectory.map(\.signals.uncertainty)
        let largest = try #require(values.max())
        let smallest = try #require(values.min())
        for (direction, value) in [(ScoreDirection.higherIsPositive, largest), (.lowerIsPositive, smallest)] {
            let place = try #require(values.firstIndex(of: value))
            let monitor = FailureMonitor(direction: direction, threshold: value, steepness: 1e6, cutoff: 0.4)
            let halted = try model.generate(Self.question, options: GenerationOptions(monitor: monitor))
            #expect(halted.end == .halted(step: place + 1))
            #expect(halted.trajectory.map(\.signals) == whole.trajectory[..<place].map(\.signals))
            #expect(halted.withheld?.bytes == whole.trajectory[place].bytes)
        }
    }

    @Test func `memory does not grow with the number of answers`() throws {
        func answer(_ numbers: Range<Int>) throws -> Int {
            for number in numbers { _ = try self.answer("What is \(number) and \(number)?", tokens: 6) }
            return try peakMemory()
        }
        let first = try answer(0..<50)
        let all = try answer(50..<200)
        #expect(Double(all) <= 1.05 * Double(first))
    }

    /// In kilobytes.
    private func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.split(whereSeparator: \.isWhitespace)[1]))
    }

    // MARK: What cannot be used

    @Test func `a prompt that is longer than the context says how long it is`() throws {
        let small = try LanguageModel(path: Self.path, options: LanguageModel.Options(contextLength: 256, threads: 1))
        #expect(small.contextLength == 256)
        let tokens = try engine.tokens(ofPrompt: Self.long, system: nil).count
        #expect(throws: LanguageModelProblem.promptTooLong(tokens: tokens, context: 256)) {
            try small.generate(Self.long)
        }
        // And it can be used for what is shorter.
        #expect(try small.generate(Self.question, options: GenerationOptions(mode: .scoresOnly)).end == .endOfText)
    }

    /// llama.cpp rounds a context up to a multiple of 256, and evaluates no more at a time than was asked for.
    @Test(arguments: [2, 40, 300]) func `the context that is asked for holds exactly`(length: Int) throws {
        let small = try LanguageModel(
            path: Self.path, options: LanguageModel.Options(contextLength: length, threads: 1))
        #expect(small.contextLength == length)
        let long = String(repeating: "word ", count: length)
        let tokens = try engine.tokens(ofPrompt: long, system: nil).count
        #expect(throws: LanguageModelProblem.promptTooLong(tokens: tokens, context: length)) {
            try small.generate(long)
        }
        guard length > 2 else { return }
        let whole = try small.generate(
            "Tell me a long story.", options: GenerationOptions(mode: .scoresOnly, maxTokens: 1000))
        #expect(whole.end == .length && whole.promptTokens + whole.tokens.count == length)
    }

    @Test func `a context over what the model was trained on is refused`() {
        #expect(throws: LanguageModelProblem.contextTooLong(path: Self.path, length: 100_000, trained: 8192)) {
            try LanguageModel(path: Self.path, options: LanguageModel.Options(contextLength: 100_000))
        }
    }

    @Test func `a file that is no model, or a part of one, says so`() throws {
        #expect(throws: LanguageModelProblem.notAModel(path: "/none.gguf", reason: "No such file or directory")) {
            try LanguageModel(path: "/none.gguf")
        }
        #expect(throws: LanguageModelProblem.notAModel(path: "/tmp", reason: "it is not a regular file")) {
            try LanguageModel(path: "/tmp")
        }
        let pipe = try TemporaryFile()
        #expect(mkfifo(pipe.path, 0o600) == 0)
        #expect(throws: LanguageModelProblem.notAModel(path: pipe.path, reason: "it is not a regular file")) {
            try LanguageModel(path: pipe.path)
        }
        let text = try TemporaryFile(Array("Once upon a time".utf8))
        #expect(throws: LanguageModelProblem.notAModel(path: text.path, reason: "it does not begin as GGUF files do")) {
            try LanguageModel(path: text.path)
        }
        let whole = try SafeFile.read(Self.path)
        for length in [4, 100_000, whole.count / 2, whole.count - 1] {
            let cut = try TemporaryFile(Array(whole[..<length]))
            let reason = try #require(whyNotLoaded(cut.path))
            #expect(reason != "llama.cpp does not say why")
            #expect(reason.contains("model is corrupted or incomplete") || length < whole.count / 2)
        }
    }

    @Test(
        arguments: [
            ("block_count", 0, "from 1 to 512"), ("block_count", 513, "from 1 to 512"),
            ("context_length", 0, "from 2 to 2147483647"), ("context_length", 1, "from 2 to 2147483647"),
            ("context_length", 0xFFFF_FFFF, "from 2 to 2147483647"),
        ] as [(String, UInt32, String)])
    func `a number that no model has is told of`(name: String, value: UInt32, range: String) throws {
        var bytes = try SafeFile.read(Self.path)
        // Behind a name stand its value's type, in four bytes, and its value.
        let place = try #require(bytes.prefix(10_000).firstRange(of: Array("llama.\(name)".utf8))).upperBound + 4
        bytes.replaceSubrange(place..<place + 4, with: withUnsafeBytes(of: value.littleEndian, Array.init))
        let changed = try TemporaryFile(bytes)
        #expect(whyNotLoaded(changed.path) == "its llama.\(name) is \(value), and must be \(range)")
    }

    /// Nil where the model is loaded, or something else is wrong.
    private func whyNotLoaded(_ path: String) -> String? {
        do throws(LanguageModelProblem) {
            _ = try LanguageModel(path: path)
            return nil
        } catch {
            guard case .cannotLoad(path, let reason) = error else { return nil }
            return reason
        }
    }

    @Test func `a prompt with a NUL is refused`() {
        #expect(
            throws: LanguageModelProblem.unusablePrompt(
                reason: "it holds a NUL character, which ends every text in C")
        ) { try model.generate("a\0b") }
    }
}
#endif
