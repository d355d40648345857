import Files
import LogProbs
import Testing
import Uncertainty

@testable import LanguageModels

@Suite struct ScoringPassTests {
    private static let prompts = [
        Prompt(id: "one", text: "ask", group: "qa", item: "i1", label: 1),
        // Longer than the context.
        Prompt(id: "two", text: String(repeating: "?", count: 50)),
        Prompt(id: "three", text: "ask", references: ["ab"]),
    ]

    private func pass(
        _ script: [[Float]] = [Next.a, Next.b, Next.end], temperature: Double = 0, seed: UInt64 = 7
    ) -> ScoringPass {
        ScoringPass(
            LanguageModel(ScriptedEngine(script, contextLength: 20), name: "script"), modelDigest: "m",
            promptsDigest: "p", GenerationOptions(maxTokens: 10, temperature: temperature, seed: seed))
    }

    private func run(
        _ pass: ScoringPass, _ scores: TemporaryFile, _ responses: TemporaryFile? = nil, prompts: [Prompt] = prompts,
        isStopped: () -> Bool = { false }
    ) throws -> ScoringPass.Progress {
        let file = try ScoreFile(scores.path, responses: responses?.path, settings: pass.settings)
        return try pass.run(prompts, into: file, isStopped: isStopped)
    }

    @Test func `a sample is a row, with its label and four numbers a signal`() throws {
        let scores = try TemporaryFile()
        let progress = try run(pass(), scores)
        #expect(progress == ScoringPass.Progress(total: 3, done: 3, failures: 1, made: 3))
        let lines = try scores.lines
        #expect(
            lines[0].hasPrefix(
                #"{"id":"one","label":1,"group":"qa","item":"i1","text":"ab","tokens":2,"end":"end-of-text","hbar_s":2.65"#
            ))
        #expect(lines[0].contains(#","pri.low":"#) && lines[0].hasSuffix("}"))
        #expect(lines[2].hasPrefix(#"{"id":"three","label":0,"text":"ab","#))
    }

    @Test func `a failed sample is a row that says why, and has no score`() throws {
        let scores = try TemporaryFile()
        _ = try run(pass(), scores)
        #expect(
            try scores.lines[1] == """
                {"id":"two","failed":"the prompt takes 50 tokens, and the context holds 20, of which one is for an answer; \
                shorten the prompt, or ask for a longer context with --context"}
                """)
        let silent = try TemporaryFile()
        _ = try run(pass([Next.end]), silent, prompts: [Self.prompts[0]])
        #expect(try silent.text == #"{"id":"one","failed":"the model ended its answer before the first token"}"# + "\n")
    }

    @Test func `a second run does nothing again`() throws {
        let (scores, responses) = (try TemporaryFile(), try TemporaryFile())
        _ = try run(pass(), scores, responses)
        let before = (try scores.text, try responses.text)
        let again = try run(pass(), scores, responses)
        #expect(again == ScoringPass.Progress(total: 3, done: 3, failures: 1, made: 0))
        #expect(try (scores.text, responses.text) == before)
    }

    @Test func `a line that was torn by a kill is cut off, and its sample done again`() throws {
        let (scores, responses) = (try TemporaryFile(), try TemporaryFile())
        _ = try run(pass(), scores, responses)
        let whole = (try scores.text, try responses.text)
        // A kill in the middle of the last row leaves nothing of its response, in that of the response the row whole.
        let answers = String(try #require(responses.lines.first)) + "\n"
        for cut in [0, 1, 20, 300] {
            try SafeFile.write(String(whole.0.dropLast(cut)), to: scores.path)
            try SafeFile.write(answers, to: responses.path)
            #expect(try run(pass(), scores, responses).made == 1)
            #expect(try (scores.text, responses.text) == whole)
        }
        for cut in [1, 9] {
            try SafeFile.write(String(whole.1.dropLast(cut)), to: responses.path)
            #expect(try run(pass(), scores, responses).made == 1)
            #expect(try (scores.text, responses.text) == whole)
        }
    }

    @Test func `failures are counted among the prompts that are asked for`() throws {
        let scores = try TemporaryFile()
        _ = try run(pass(), scores)
        #expect(
            try run(pass(), scores, prompts: [Self.prompts[0]])
                == ScoringPass.Progress(total: 1, done: 1, failures: 0, made: 0))
    }

    @Test func `stopped between two tokens, it keeps whole rows and goes on`() throws {
        let whole = try TemporaryFile()
        _ = try run(pass(), whole)
        for stop in 1...7 {
            let scores = try TemporaryFile()
            var asked = 0
            let progress = try run(pass(), scores) {
                asked += 1
                return asked == stop
            }
            #expect(progress.wasStopped)
            #expect(try whole.text.hasPrefix(scores.text))
            #expect(try run(pass(), scores).made == 3 - progress.made)
            #expect(try scores.text == whole.text)
        }
    }

    @Test func `what a sample draws depends on its id and the seed alone`() throws {
        let any: [[Float]] = [[1, 1.1, -.infinity, -.infinity]]
        let (forwards, backwards) = (try TemporaryFile(), try TemporaryFile())
        let two = [Self.prompts[0], Self.prompts[2]]
        _ = try run(pass(any, temperature: 1), forwards, prompts: two)
        _ = try run(pass(any, temperature: 1), backwards, prompts: two.reversed())
        #expect(try forwards.lines.sorted() == backwards.lines.sorted())
        #expect(pass(seed: 7).settings.seed(of: "one") != pass(seed: 8).settings.seed(of: "one"))
        #expect(pass(seed: 7).settings.seed(of: "one") != pass(seed: 7).settings.seed(of: "two"))
    }

    @Test func `rows of other settings are not mixed with these`() throws {
        let scores = try TemporaryFile()
        _ = try run(pass(), scores)
        #expect(
            throws: ScoreFileProblem(
                "\(scores.path) was begun in another way: the seed was 7 and is 8; choose another file")
        ) {
            try run(pass(seed: 8), scores)
        }
        SafeFile.remove(scores.path + ".settings.json")
        #expect(
            throws: ScoreFileProblem(
                """
                \(scores.path) has rows, but \(scores.path).settings.json does not say how they were made; \
                choose another file
                """)
        ) { try run(pass(), scores) }
    }

    @Test(arguments: [
        "Dear diary\n", "Dear diary", "{\"id\":\"x\",\"prompt\":\"?\"}", "{\"id\":\"x\",\"prompt\":\"?\"}\n",
    ])
    func `a file of something else is left as it is`(text: String) throws {
        let other = try TemporaryFile(Array(text.utf8))
        #expect(throws: ScoreFileProblem("\(other.path):1: this is no row of scores; choose another file")) {
            try run(pass(), other)
        }
        #expect(try other.text == text)
        let scores = try TemporaryFile()
        #expect(throws: ScoreFileProblem.self) { try run(pass(), scores, other) }
        #expect(try other.text == text)
        // Nor is a line cut off that begins as a row does, where nothing says that it is one.
        try SafeFile.write("{\"id\":\"x", to: other.path)
        #expect(throws: ScoreFileProblem.self) { try run(pass(), other) }
        #expect(try other.text == "{\"id\":\"x")
    }

    @Test func `responses of another pass are left as they are`() throws {
        let (former, answers) = (try TemporaryFile(), try TemporaryFile())
        _ = try run(pass(), former, answers)
        let kept = try answers.text
        // Of a pass that begins, of one that has rows of the same prompts, and of one that goes on with fewer.
        let problem = "this is not the answer of a row of"
        for prompts in [[], Self.prompts, [Self.prompts[0]]] {
            let scores = try TemporaryFile()
            let other = pass([Next.b, Next.any, Next.end])
            if !prompts.isEmpty { _ = try run(other, scores, prompts: prompts) }
            let error = #expect(throws: ScoreFileProblem.self) { try run(other, scores, answers) }
            #expect(error?.description.hasPrefix("\(answers.path):1: \(problem) \(scores.path); ") == true)
            #expect(try answers.text == kept)
        }
    }

    @Test func `responses that are missing are told of`() throws {
        let (scores, responses) = (try TemporaryFile(), try TemporaryFile())
        _ = try run(pass(), scores)
        #expect(
            throws: ScoreFileProblem(
                "\(responses.path) has 0 responses, and \(scores.path) rows of 2; choose other files for both")
        ) { try run(pass(), scores, responses) }
    }

    @Test func `two processes do not write one file`() throws {
        let scores = try TemporaryFile()
        let held = try ScoreFile(scores.path, responses: nil, settings: pass().settings)
        #expect(throws: FileProblem(path: scores.path, action: "cannot write", reason: "another process is writing it"))
        {
            try run(pass(), scores)
        }
        #expect(held.done.isEmpty)
    }

    @Test func `answers are kept in the canonical form, with their scores`() throws {
        let (scores, responses) = (try TemporaryFile(), try TemporaryFile())
        _ = try run(pass(), scores, responses)
        let read = try ResponseFile(responses.path).all().compactMap { outcome in
            if case .response(let response, _, _) = outcome { response } else { nil }
        }
        #expect(read.map(\.id) == ["one", "three"] && read.map(\.label) == [1, 0])
        #expect(read.allSatisfy { $0.text == "ab" && $0.scores["hbar_s"] != nil && $0.tokens[0].count == 4 })
    }
}
