import ArgumentParser
import Files
import LanguageModels
import Uncertainty

/// `haltbook generate --model model.gguf --prompt "What is the capital of France?"`
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generates answers of a language model and measures each token from within.",
        discussion: """
            With --prompt one answer, which is halted where it becomes too risky; with --prompts a file of scores, one line a \
            prompt, which a second start goes on with. What is measured, and how to build a program that has language models, \
            is in docs/GENERATION.md. Exit codes: 0 the answer or all scores are there; 1 some prompts failed, and their lines \
            say why; 2 a file cannot be read, written or used; 130 interrupted.
            """)

    @Option(help: ArgumentHelp("The model, a GGUF file that llama.cpp runs.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("What is asked.", valueName: "text"))
    var prompt: String?

    @Option(help: ArgumentHelp("What the model is told before the prompt.", valueName: "text"))
    var system: String?

    @Option(help: "The answer's length at most, in tokens.")
    var maxTokens = 256

    @Option(help: "0 takes the likeliest token each time; over 0 tokens are drawn.")
    var temperature = 0.0

    @Option(help: "The seed of what is drawn: tokens, and the sample of a file of prompts.")
    var seed: UInt64 = 0

    @Option(
        help:
            "How many tokens prompt and answer may have together (default: what the model was trained on, 4096 at most)."
    )
    var context: Int?

    @Option(help: "How many threads compute, at most one for each core that it may use (default: as many).")
    var threads: Int?

    @OptionGroup(title: "Halting an answer") var halting: HaltingArguments

    @Option(help: "How the answer is shown: text or json.")
    var format: GenerationFormat?

    @Flag(help: "Show every token with its values.")
    var trajectory = false

    @OptionGroup(title: "Scoring a file of prompts") var scoring: ScoringArguments

    func validate() throws {
        guard (prompt == nil) != (scoring.prompts == nil) else {
            throw ValidationError("give either --prompt, for one answer, or --prompts, for a file of scores")
        }
        guard maxTokens >= 1 else { throw ValidationError("--max-tokens takes a number from 1") }
        guard temperature >= 0, temperature.isFinite else {
            throw ValidationError("--temperature takes a number from 0")
        }
        guard context.map({ $0 >= 2 }) ?? true else { throw ValidationError("--context takes a number from 2") }
        guard threads.map((1...512).contains) ?? true else {
            throw ValidationError("--threads takes a number from 1 to 512")
        }
        if prompt == nil {
            try scoring.checkUse()
            if let option = halting.given.first ?? (trajectory ? "--trajectory" : format.map { _ in "--format" })
                ?? system.map({ _ in "--system" })
            {
                throw ValidationError("\(option) is for one answer; a pass over prompts keeps scores and halts nothing")
            }
        } else if let option = scoring.given.first {
            throw ValidationError("\(option) is for a file of prompts; give one by --prompts")
        }
    }

    func run() throws {
        // Before the model has threads of its own.
        if prompt == nil { Interruption.watch() }
        do {
            if let prompt { try answer(prompt) } else { try scoring.run(try loaded(), model, options(), seed: seed) }
        } catch let problem as LanguageModelProblem {
            throw Failure("\(problem)")
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        }
    }

    private func loaded() throws(LanguageModelProblem) -> LanguageModel {
        try LanguageModel(path: model, options: LanguageModel.Options(contextLength: context, threads: threads))
    }

    private func options(_ monitor: FailureMonitor = FailureMonitor()) -> GenerationOptions {
        GenerationOptions(maxTokens: maxTokens, temperature: temperature, seed: seed, monitor: monitor)
    }

    private func answer(_ prompt: String) throws {
        let monitor = try halting.monitor(model: model)
        let generation = try loaded().generate(prompt, system: system, options: options(monitor.monitor))
        let report = GenerationReport(generation, monitor, showsTrajectory: trajectory)
        switch format ?? .text {
        case .text: Terminal.say(report.text)
        case .json: Terminal.say(try HistoryFormat.json(of: report))
        }
    }
}

enum GenerationFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}
