import LogProbs
import Statistics
import Testing
import Uncertainty

@testable import LanguageModels

@Suite struct GenerationTests {
    private func model(_ engine: ScriptedEngine) -> LanguageModel { LanguageModel(engine, name: "script") }

    @Test func `the prompt is read once, then one token a step, after all that was before is forgotten`() throws {
        let engine = ScriptedEngine([Next.b, Next.a, Next.end])
        let model = model(engine)
        for _ in 1...2 {
            let answer = try model.generate("ask", options: GenerationOptions(mode: .scoresOnly))
            #expect(answer.text == "ba" && answer.end == .endOfText && answer.promptTokens == 3)
        }
        let once: [[Int32]?] = [nil, [0, 0, 0], [1], [0]]
        #expect(engine.reads == once + once)
    }

    @Test func `the end of the text is no token of the answer`() throws {
        let answer = try model(ScriptedEngine([Next.end])).generate("ask")
        #expect(answer.text.isEmpty && answer.tokens.isEmpty && answer.scores.count == 0 && answer.end == .endOfText)
        #expect(answer.response(id: "x").notes == [.empty])
    }

    @Test func `an answer ends at the length that is asked for, or where the context is full`() throws {
        let long = ScriptedEngine([Next.a], contextLength: 8)
        let asked = try model(long).generate("ask", options: GenerationOptions(mode: .scoresOnly, maxTokens: 4))
        #expect(asked.text == "aaaa" && asked.end == .length)
        // The last token is not read: nothing comes after it.
        #expect(long.reads.count == 1 + 1 + 3)
        let full = try model(long).generate("ask", options: GenerationOptions(mode: .scoresOnly))
        #expect(full.text == "aaaaa" && full.end == .length)
        #expect(full.response(id: "x").notes == [.cutOff])
    }

    @Test func `a prompt must leave room for an answer`() throws {
        let model = model(ScriptedEngine([Next.a], contextLength: 8))
        #expect(throws: LanguageModelProblem.promptTooLong(tokens: 8, context: 8)) { try model.generate("12345678") }
        #expect(throws: LanguageModelProblem.unusablePrompt(reason: "it is empty")) { try model.generate("") }
        let options = GenerationOptions(mode: .scoresOnly)
        #expect(try model.generate("1234567", options: options).text == "a")
    }

    @Test func `logits that are no numbers end it, and say at which token`() throws {
        let model = model(ScriptedEngine([Next.a, [.nan, 0, 0, 0]]))
        #expect(throws: LanguageModelProblem.noNumbers(step: 2)) {
            try model.generate("ask", options: GenerationOptions(mode: .scoresOnly))
        }
    }

    // MARK: Halting

    /// Two blocks at a right angle: delta_sigma is sqrt(1/2). So h-bar_s is 2.66 where a token is certain, 0.90 where any may come.
    private let script = [Next.any, Next.any, Next.a, Next.a, Next.end]

    private func answer(_ monitor: FailureMonitor, mode: GenerationOptions.Mode = .full) throws -> Generation {
        try model(ScriptedEngine(script)).generate("ask", options: GenerationOptions(mode: mode, monitor: monitor))
    }

    @Test func `the token that is too risky is not emitted`() throws {
        let halted = try answer(FailureMonitor())
        #expect(halted.end == .halted(step: 3) && halted.text == "aa" && halted.tokens.count == 2)
        #expect(halted.trajectory.map(\.step) == [1, 2] && halted.scores.count == 2)
        let withheld = try #require(halted.withheld)
        #expect(withheld.step == 3 && withheld.text == "a" && withheld.failureProbability > 0.85)
    }

    @Test func `where lower is riskier, it is halted where the model is unsure`() throws {
        #expect(try answer(FailureMonitor(direction: .lowerIsPositive)).end == .halted(step: 1))
    }

    @Test func `between looks nothing is halted`() throws {
        #expect(try answer(FailureMonitor(checkEvery: 2)).end == .halted(step: 4))
        #expect(try answer(FailureMonitor(checkEvery: 5)).end == .endOfText)
    }

    @Test func `score-only mode looks at every token, keeps no trajectory, and never halts`() throws {
        let scored = try answer(FailureMonitor(), mode: .scoresOnly)
        #expect(scored.end == .endOfText && scored.text == "aaaa" && scored.trajectory.isEmpty)
        let full = try answer(FailureMonitor(cutoff: 1))
        #expect(scored.scores == full.scores && full.trajectory.count == 4)
        #expect(full.scores[.uncertainty] == SignalSummary(full.trajectory.map(\.signals.uncertainty)))
    }

    @Test func `PRI grows with the turn of the last block's state between tokens`() throws {
        let engine = ScriptedEngine([Next.any, Next.any, Next.any, Next.end], states: [[0, 1], [0, 2], [-3, 0]])
        let answer = try model(engine).generate("ask", options: GenerationOptions(monitor: FailureMonitor(cutoff: 1)))
        let ratios = answer.trajectory.map { $0.signals.perplexityRisk / $0.signals.surprise }
        // Not turned, though longer; then by a right angle.
        #expect(zip(ratios, [1, 1, 1.1]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func `each token is told as it comes, and what is thrown ends the generation`() throws {
        struct Enough: Error {}
        var told: [String] = []
        #expect(throws: Enough.self) {
            try model(ScriptedEngine([Next.a, Next.b])).generate(
                "ask", options: GenerationOptions(mode: .scoresOnly)
            ) { token in
                told.append(token.text)
                if token.step == 3 { throw Enough() }
            }
        }
        #expect(told == ["a", "b", "b"])
    }

    // MARK: What is recorded

    @Test func `tokens are recorded as servers return them, the chosen one first`() throws {
        let engine = ScriptedEngine([[1, 2, 0, -1], Next.end])
        let answer = try model(engine).generate("ask", options: GenerationOptions(mode: .scoresOnly, topLogProbs: 3))
        let alternatives = answer.tokens.alternatives(0).map { String(decoding: $0, as: UTF8.self) }
        #expect(answer.tokens.text(0) == "b" && alternatives == ["a", "<|mark|>"])
        let distribution = try #require(NextTokenDistribution(logits: [1, 2, 0, -1]))
        #expect(answer.tokens[0] == [1, 0, 2].map { Float(distribution.logProb(of: $0)) })
        #expect(answer.tokens.flags[0] == [])
    }

    @Test func `a drawn token that is not among the likeliest is outside of the list`() throws {
        let engine = ScriptedEngine([[1, 1.1, 1.2, -.infinity]])
        var outside = 0
        for seed in 0..<40 {
            let options = GenerationOptions(
                mode: .scoresOnly, maxTokens: 1, temperature: 1, seed: UInt64(seed), topLogProbs: 1)
            let tokens = try model(engine).generate("ask", options: options).tokens
            #expect(tokens.flags[0].contains(.outsideList) == (tokens[0].count == 2))
            outside += tokens.flags[0].contains(.outsideList) ? 1 : 0
        }
        #expect((20...35).contains(outside))
    }

    @Test func `a mark of the model's own is a token, and no text`() throws {
        let answer = try model(ScriptedEngine([Next.a, Next.mark, Next.b, Next.end]))
            .generate("ask", options: GenerationOptions(mode: .scoresOnly))
        #expect(answer.text == "ab" && answer.tokens.text == "a<|mark|>b")
        #expect(answer.tokens.flags.map { $0.contains(.special) } == [false, true, false])
        #expect(answer.response(id: "x").text == "ab")
    }

    @Test func `the canonical form holds the scores, and is read back as it was`() throws {
        let answer = try model(ScriptedEngine(script)).generate("ask", options: GenerationOptions(mode: .scoresOnly))
        let response = answer.response(id: "q1", group: "sums", item: "i", label: 1)
        #expect(response.scores["hbar_s"] == answer.scores[.uncertainty].top)
        #expect(response.scores["hbar_s.low"] == answer.scores[.uncertainty].low)
        #expect(
            response.scores.keys.filter { !$0.contains(".") }.sorted() == [
                "delta_mu", "delta_sigma", "gini", "hbar_s", "pri", "surprise",
            ])
        #expect(response.scores.keys.filter { $0.hasPrefix("pri.") }.sorted() == ["pri.low", "pri.max", "pri.mean"])
        let file = try TemporaryFile(ResponseWriter().line(response))
        guard
            case .response(let read, _, _) = try ResponseFile(file.path, ReadingOptions(keepsAlternatives: true)).all()
                .first
        else { throw Unexpected() }
        #expect(read == response)
    }

    @Test func `the same seed draws the same tokens, another seed others`() throws {
        func drawn(_ seed: UInt64) throws -> String {
            let options = GenerationOptions(mode: .scoresOnly, maxTokens: 40, temperature: 1, seed: seed)
            return try model(ScriptedEngine([[1, 1.1, -.infinity, -.infinity]])).generate("ask", options: options).text
        }
        #expect(try drawn(3) == drawn(3))
        #expect(try drawn(3) != drawn(4))
    }
}

struct Unexpected: Error {}
