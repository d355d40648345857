package import Uncertainty

/// The first of two passes: generates once for each prompt, keeps scores only, and looks at no threshold.
package struct ScoringPass {
    /// How far it has come.
    package struct Progress: Sendable, Equatable {
        /// How many prompts are to be done in all.
        package var total: Int
        /// How many have a row, those of earlier runs among them.
        package var done: Int
        /// How many of these have no score.
        package var failures: Int
        /// How many were done by this run.
        package var made = 0
        package var wasStopped = false
    }

    /// What ends a sample that was asked to stop.
    package struct Stopped: Error {}

    package let model: LanguageModel
    package let options: GenerationOptions
    package let settings: ScoringSettings

    package init(_ model: LanguageModel, modelDigest: String, promptsDigest: String, _ options: GenerationOptions) {
        var options = options
        options.mode = .scoresOnly
        self.model = model
        self.options = options
        settings = ScoringSettings(model, modelDigest: modelDigest, promptsDigest: promptsDigest, options)
    }

    /// Scores the prompts that have no row yet, one after the other; a failed one is a row that says so.
    ///
    /// - Parameters:
    ///   - isStopped: is asked between tokens; the sample under way is then done again by the next run.
    ///   - onSample: is told after each sample.
    package func run(
        _ prompts: [Prompt], into file: ScoreFile, isStopped: () -> Bool = { false },
        onSample: (Progress) -> Void = { _ in }
    ) throws -> Progress {
        var progress = Progress(
            total: prompts.count, done: prompts.count { file.done.contains($0.id) },
            failures: prompts.count { file.failed.contains($0.id) })
        for prompt in prompts where !file.done.contains(prompt.id) {
            do {
                try file.append(try row(prompt, isStopped), of: prompt.id)
            } catch is Stopped {
                progress.wasStopped = true
                return progress
            }
            progress.done += 1
            progress.made += 1
            if file.failed.contains(prompt.id) { progress.failures += 1 }
            onSample(progress)
        }
        return progress
    }

    /// One sample's row; throws `Stopped` where it was asked to, and what would befall all samples alike.
    package func row(_ prompt: Prompt, _ isStopped: () -> Bool) throws -> ScoreRow {
        if isStopped() { throw Stopped() }
        var options = options
        options.seed = settings.seed(of: prompt.id)
        do {
            let generation = try model.generate(prompt.text, system: prompt.system, options: options) { _ in
                if isStopped() { throw Stopped() }
            }
            guard generation.scores.count > 0 else {
                return ScoreRow(failed: prompt, "the model ended its answer before the first token")
            }
            return ScoreRow(prompt, generation)
        } catch let problem as LanguageModelProblem where problem.isOfOnePrompt {
            return ScoreRow(failed: prompt, "\(problem)")
        }
    }
}

extension LanguageModelProblem {
    /// Whether another prompt may do better.
    fileprivate var isOfOnePrompt: Bool {
        switch self {
        case .unusablePrompt, .promptTooLong, .noNumbers, .cannotEvaluate: true
        case .builtWithoutLlama, .notAModel, .cannotLoad, .noContext, .contextTooLong, .notGenerative, .unknownTemplate,
            .noBlockOutputs:
            false
        }
    }
}
