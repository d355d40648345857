import Files
import FoundationEssentials
import LanguageModels
import LogProbs
import Notebooks
import Uncertainty

/// The answers of a language model to many prompts, each measured and labelled, made one after the other.
///
/// Each answer is appended to a log as it comes, beside the checkpoints of trainings: a run that was killed goes on where it was.
struct GeneratedResponses {
    let prompts: [Prompt]
    let options: GenerationOptions
    let session: Session
    /// SHA-256 of the model's file.
    let modelDigest: String

    /// What came of one prompt.
    private struct Outcome: Codable {
        /// The answer in canonical form, a line of JSON; nil where there is none.
        var line: Data?
        /// Why there is no answer.
        var failure: String?
        var tokens = 0
        var seconds = 0.0
    }

    /// What came of all prompts.
    struct Content {
        /// In canonical form, one line each.
        var bytes: [UInt8] = []
        /// The prompts that have no answer, and why.
        var failures: [(id: String, reason: String)] = []
        /// How many tokens the answers have.
        var tokens = 0
        /// How long all took, those of an earlier run included.
        var seconds = 0.0
    }

    /// What the answers depend on, as a digest: a log of another one is another's.
    private var identity: String {
        var parts = [modelDigest, Versions.program, "\(options)"]
        for prompt in prompts {
            parts += [
                prompt.id, prompt.text, prompt.system ?? "", prompt.group ?? "", prompt.item ?? "",
                prompt.label.map(String.init) ?? "", prompt.references.joined(separator: "\u{1}"),
            ]
        }
        return SHA256.hexDigest(of: parts.joined(separator: "\u{0}"))
    }

    /// Makes what is not there yet; a wish to stop ends it between two tokens, with all finished answers kept.
    func content(_ model: () throws -> LanguageModel) throws -> Content {
        let folder = session.files.checkpointFolder
        let path = "\(folder)/generated-\(identity.prefix(16)).log"
        try SafeFile.makeFolder(folder)
        var (outcomes, log) = try open(path)
        var content = Content()
        if outcomes.count < prompts.count {
            let model = try model()
            let kept = outcomes.count
            for prompt in prompts[kept...] {
                let outcome = try outcome(of: prompt, model, place: outcomes.count)
                try log.append([try ExactJSON.bytes(outcome)])
                outcomes.append(outcome)
                report(outcomes, sinceThe: kept)
            }
            try log.flush()
        }
        for (prompt, outcome) in zip(prompts, outcomes) {
            content.tokens += outcome.tokens
            content.seconds += outcome.seconds
            if let line = outcome.line { content.bytes += line }
            if let failure = outcome.failure { content.failures.append((prompt.id, failure)) }
        }
        return content
    }

    /// The outcomes that are there, and the log to go on with.
    private func open(_ path: String) throws -> ([Outcome], RecordLog) {
        let head = Array(identity.utf8)
        if !session.startsAfresh, SafeFile.isFile(path) {
            let kept = try RecordLog.read(path)
            if kept.records.first == head {
                let outcomes = try kept.records.dropFirst().map { try ExactJSON.value(Outcome.self, $0) }
                if !outcomes.isEmpty, outcomes.count < prompts.count {
                    session.monitor.report(.line("going on after \(outcomes.count) answers of an earlier run"))
                }
                return (Array(outcomes.prefix(prompts.count)), try RecordLog(continuing: path, after: kept.length))
            }
        }
        return ([], try RecordLog(creating: path, with: head))
    }

    private func outcome(
        of prompt: Prompt, _ model: LanguageModel, place: Int
    ) throws -> Outcome {
        let clock = ContinuousClock()
        let began = clock.now
        var options = options
        // Each answer has draws of its own, whichever were made before.
        options.seed = options.seed &+ UInt64(place)
        do {
            let generation = try model.generate(prompt.text, system: prompt.system, options: options) { _ in
                try session.monitor.checkpoint()
            }
            let response = generation.response(
                id: prompt.id, group: prompt.group, item: prompt.item,
                label: prompt.label(ofResponse: generation.text))
            return Outcome(
                line: Data(ResponseWriter().line(response)), tokens: generation.tokens.count,
                seconds: began.duration(to: clock.now) / .seconds(1))
        } catch let problem as LanguageModelProblem {
            return Outcome(failure: problem.description)
        }
    }

    private func report(_ outcomes: [Outcome], sinceThe kept: Int) {
        let made = outcomes[kept...]
        let (seconds, tokens) = (made.reduce(0) { $0 + $1.seconds }, made.reduce(0) { $0 + $1.tokens })
        let left = seconds / Double(made.count) * Double(prompts.count - outcomes.count)
        session.monitor.report(
            .step(
                done: outcomes.count, of: prompts.count, unit: "answer",
                detail: "\(Int(Double(tokens) / max(seconds, 0.001))) tokens/s, \(Int(left.rounded())) s left"))
    }
}
