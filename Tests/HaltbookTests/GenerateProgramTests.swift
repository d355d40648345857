import Foundation
import LanguageModels
import Testing

/// `haltbook generate` as its user meets it; with a real model in builds that have one (`make test-language-model`).
@Suite(.serialized) struct GenerateProgramTests {
    private typealias Workplace = ProgramTests.Workplace

    @Test(arguments: [
        ("", "give either --prompt, for one answer, or --prompts, for a file of scores"),
        ("--prompt a --prompts b", "give either --prompt, for one answer, or --prompts, for a file of scores"),
        ("--prompts b", "--prompts needs a place for the scores; give one by --scores"),
        (
            "--prompts b --scores c --tau 2",
            "--tau is for one answer; a pass over prompts keeps scores and halts nothing"
        ),
        (
            "--prompts b --scores c --responses ./b",
            "--prompts and --responses are one file, b; give each one of its own"
        ),
        (
            "--prompts b --scores ../$(basename $PWD)/b",
            "--prompts and --scores are one file, b; give each one of its own"
        ),
        ("--prompt a --n-samples 3", "--n-samples is for a file of prompts; give one by --prompts"),
        ("--prompt a --threads 0", "--threads takes a number from 1 to 512"),
        ("--prompt a --threads 99999999999", "--threads takes a number from 1 to 512"),
        ("--prompt a --check-every 0", "--check-every takes a number from 1"),
        ("--prompt a --pfail-cutoff 2", "--pfail-cutoff takes a probability, from 0 to 1"),
        (
            "--prompt a --with t.json --direction lower",
            "--with has a tau and a direction of its own; leave --tau and --direction out"
        ),
    ]) func `options that do not go together are refused`(options: String, message: String) throws {
        let result = try Workplace().run("$haltbook generate --model m.gguf \(options)")
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors.hasPrefix("Error: \(message)\n"), "\(result.errors)")
    }

    #if !LanguageModel
    @Test func `without language models it says how to get a program that has them`() throws {
        let result = try Workplace().run("$haltbook generate --model m.gguf --prompt hello")
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors == "haltbook: error: \(LanguageModelProblem.builtWithoutLlama)\n")
    }
    #else
    private static let model = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../.deps/models/SmolLM2-135M-Instruct.Q4_1.gguf").standardizedFileURL.path
    /// Two threads that wait for each other are very slow beside other tests.
    private static let generate = "$haltbook generate --model \(model) --threads 1"

    @Test func `an answer is printed, then why it ended, what was measured, and which direction is assumed`() throws {
        let result = try Workplace().run("\(Self.generate) --prompt 'What is the capital of France?' --pfail-cutoff 1")
        #expect(result.code == 0 && result.errors == "")
        let parts = result.output.components(separatedBy: "\n\n")
        try #require(parts.count == 4)
        #expect(parts[0] == "The capital of France is Paris.")
        #expect(parts[1] == "ended: end of text, after 7 tokens (prompt: 16)")
        #expect(parts[2].hasPrefix("signal       score") && parts[2].contains("\nhbar_s       1.8"))
        #expect(
            parts[3] == """
                score: the mean of the five largest values
                halts: where P_fail of hbar_s is over 1 (tau 2, lambda 5), looked at every token
                direction: higher hbar_s is taken for riskier, which is assumed: models are often sure of what is wrong, \
                and lower may be riskier; see `haltbook calibrate` and --direction

                """)
    }

    @Test func `a halted answer ends before the risky token, in JSON, too`() throws {
        struct Answer: Decodable {
            struct Token: Decodable {
                let step: Int
                let token: String
                let values: [String: Double]
            }
            let text: String
            let end: String
            let step: Int
            let withheld: Token
            let trajectory: [Token]
        }
        let result = try Workplace().run(
            """
            \(Self.generate) --prompt 'What is the capital of France?' --tau 2.0 --pfail-cutoff 0.5 --format json \
            --trajectory
            """)
        #expect(result.code == 0)
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        #expect(answer.end == "halted" && answer.withheld.step == answer.step)
        #expect(answer.trajectory.map(\.token).joined() == answer.text)
        #expect(try #require(answer.withheld.values["hbar_s"]) > 2)
        #expect(answer.trajectory.allSatisfy { $0.values["hbar_s"].map { $0 <= 2 } == true })
    }

    @Test func `a file of thresholds gives signal, tau and direction, and is refused for another signal or model`()
        throws
    {
        func thresholds(_ signal: String, model: String = "", auroc: String = "0.6 0.7 0.8") -> String {
            let auroc = auroc.split(separator: " ")
            return """
                {"format":1,"signal":"\(signal)","direction":"lowerIsPositive","target":{"recall":{"atLeast":0.9}},"risk":0.05,
                 "pooled":{"threshold":0.05,"isPooled":false,"responses":10,"hallucinated":5,
                   "auroc":{"value":\(auroc[1]),"variance":0.01,"interval":{"low":\(auroc[0]),"high":\(auroc[2])},"pairs":25}},
                 "groups":{},"dataDigest":"d","k":20,\(model)"program":"p","made":""}
                """
        }
        let place = try Workplace([
            "pri.json": thresholds("pri"), "halt.json": thresholds("halt"),
            "other.json": thresholds("pri", model: #""model":"0123456789abcdef","#),
            // As `calibrate --force` makes them.
            "inverted.json": thresholds("pri", auroc: "0.2 0.3 0.4"),
            "empty.json": thresholds("pri", auroc: "0.4 0.5 0.6"),
        ])
        func answer(_ file: String) throws -> (code: Int32, output: String, errors: String) {
            try place.run(
                "\(Self.generate) --prompt 'What is the capital of France?' --pfail-cutoff 0.5 --with \(file)")
        }
        let halted = try answer("pri.json")
        #expect(halted.code == 0 && halted.output.contains("\n\nended: halted at step 2, after 1 token (prompt: 16)\n"))
        #expect(halted.output.contains("\nhalts: where P_fail of pri is over 0.5 (tau 0.05, lambda 5), "))
        #expect(halted.output.hasSuffix("\ndirection: lower pri is taken for riskier, as pri.json was calibrated\n"))
        #expect(
            try answer("inverted.json").output.hasSuffix(
                """
                lower pri is taken for riskier, as inverted.json was calibrated; warning: there the signal pointed the other way, \
                AUROC 0.300 [0.200, 0.400]

                """))
        #expect(
            try answer("empty.json").output.hasSuffix(
                "as empty.json was calibrated; warning: there the signal told nothing, AUROC 0.500 [0.400, 0.600]\n"))
        #expect(
            try answer("halt.json").errors == """
                haltbook: error: halt.json: it is for the signal `halt`, not for one of hbar_s, pri, surprise, gini, \
                delta_mu, delta_sigma

                """)
        #expect(
            try answer("other.json").errors.hasPrefix(
                "haltbook: error: other.json: it is for other weights (SHA-256 0123"))
    }

    @Test func `a model that is none is named`() throws {
        let place = try Workplace(["m.gguf": "GGUF"])
        let result = try place.run("$haltbook generate --model m.gguf --prompt hello")
        #expect(result.code == 2 && result.output == "")
        #expect(result.errors.hasPrefix("haltbook: error: m.gguf cannot be loaded: "))
    }

    // MARK: Files of prompts

    private static let prompts = (1...30).map {
        #"{"id":"q\#($0)","prompt":"What is \#($0) and \#($0)?","answer":"\#(2 * $0)"}"#
    }.joined(separator: "\n")

    private static let pass = "\(generate) --prompts p.jsonl --max-tokens 8"

    @Test func `a killed pass goes on, and ends with the rows of one that was not`() throws {
        let place = try Workplace(["p.jsonl": Self.prompts])
        let (process, _, _) = try place.start(
            "exec \(Self.pass) --scores killed.jsonl --responses answers.jsonl")
        while process.isRunning,
            (try? place.text(of: "killed.jsonl").split(separator: "\n").count).map({ $0 < 4 }) ?? true
        {
            usleep(1000)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let kept = try place.text(of: "killed.jsonl").split(separator: "\n").count
        #expect((4..<30).contains(kept))
        let resumed = try place.run("\(Self.pass) --scores killed.jsonl --responses answers.jsonl")
        #expect(resumed.code == 0)
        #expect(resumed.output == "killed.jsonl: 30 of 30 prompts, 0 failed and left out of any score\n")
        #expect(resumed.errors.contains("; ") && resumed.errors.contains(" were there before\n"))
        #expect(try place.run("\(Self.pass) --scores whole.jsonl").code == 0)
        #expect(try place.text(of: "killed.jsonl") == place.text(of: "whole.jsonl"))
        // The answers are what HALT scores.
        let scored = try place.run("$haltbook score answers.jsonl")
        #expect(scored.code == 0 && scored.output.split(separator: "\n").count == 30)
        let other = try place.run("\(Self.pass) --scores killed.jsonl --temperature 1")
        #expect(
            other.errors
                == """
                haltbook: error: killed.jsonl was begun in another way: the temperature was 0.0 and is 1.0; \
                choose another file

                """)
    }

    @Test func `Ctrl-C ends a pass with what it has`() throws {
        let place = try Workplace(["p.jsonl": Self.prompts])
        let (process, output, errors) = try place.start("exec \(Self.pass) --scores s.jsonl")
        while process.isRunning, (try? place.text(of: "s.jsonl").split(separator: "\n").count).map({ $0 < 2 }) ?? true {
            usleep(1000)
        }
        kill(process.processIdentifier, SIGINT)
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complained = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let rows = try place.text(of: "s.jsonl")
        let count = rows.split(separator: "\n").count
        #expect(process.terminationStatus == 130 && rows.hasSuffix("}\n"))
        #expect(said == "s.jsonl: \(count) of 30 prompts, 0 failed and left out of any score\n")
        #expect(complained.hasSuffix("stopped; the same command goes on with the other \(30 - count)\n"))
    }

    @Test func `a failed prompt is a row that says why, and exit code 1`() throws {
        let long = (1...400).map { "sheep \($0)" }.joined(separator: " ")
        let place = try Workplace(["p.jsonl": #"{"id":"b","prompt":"\#(long)"}"# + "\n" + #"{"id":"a","prompt":"Hi"}"#])
        let result = try place.run("\(Self.pass) --scores s.jsonl --context 300")
        #expect(result.code == 1)
        #expect(result.output == "s.jsonl: 2 of 2 prompts, 1 failed and left out of any score\n")
        #expect(try place.text(of: "s.jsonl").contains(#"{"id":"b","failed":"the prompt takes "#))
    }
    #endif
}
