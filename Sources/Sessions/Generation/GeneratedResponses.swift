import Files
import FoundationEssentials
import LanguageModels
import LogProbs
import Notebooks
import Uncertainty

/// The answers of a language model to many prompts, each measured and labelled, made one after the other.
///
/// Each is appended to a log as it comes, beside the checkpoints of trainings: a run that was killed goes on where it was. One run at
/// a time writes a log, which another one of the same notebook may want, too.
struct GeneratedResponses {
    let pass: ScoringPass
    let prompts: [Prompt]
    let session: Session

    /// What came of one prompt.
    private struct Outcome: Codable {
        /// The prompt's.
        var id: String
        /// The answer in canonical form, a line of JSON; nil where there is none.
        var response: Data?
        var tokens: Int
        var seconds: Double
    }

    /// What came of all prompts.
    struct Content {
        /// The answers in canonical form, one line each.
        var bytes: [UInt8] = []
        /// The prompts that have no answer.
        var failures: [String] = []
        /// How long all took, those of an earlier run included.
        var seconds = 0.0
    }

    /// Makes what is not there yet; a wish to stop ends it between two tokens, with all finished answers kept.
    func content() throws -> Content {
        let head = try ExactJSON.bytes(
            Identity(
                program: KeyEnvironment(session.communicator).program, settings: pass.settings,
                prompts: prompts.map(\.id)))
        let folder = session.files.checkpointFolder
        let name = "generated-\(SHA256.hexDigest(of: head).prefix(16))"
        try SafeFile.makeFolder(folder)
        let lock = try lock(folder, name)
        defer { withExtendedLifetime(lock) {} }
        var (outcomes, log) = try open("\(folder)/\(name).log", head)
        let kept = outcomes.count
        for prompt in prompts[kept...] {
            let outcome = try outcome(of: prompt)
            try log.append([try ExactJSON.bytes(outcome)])
            outcomes.append(outcome)
            report(outcomes, madeFrom: kept)
        }
        if kept < prompts.count { try log.flush() }
        var content = Content()
        for (prompt, outcome) in zip(prompts, outcomes) {
            content.seconds += outcome.seconds
            if let response = outcome.response {
                content.bytes += response
            } else {
                content.failures.append(prompt.id)
            }
        }
        return content
    }

    /// Two runs that wrote one log would make a mixture of their answers.
    private func lock(_ folder: String, _ name: String) throws -> FolderLock {
        do throws(FolderInUse) {
            return try FolderLock(folder, name: ".\(name).lock")
        } catch {
            throw CommandFailure(
                "\(error.holder) is generating the same answers",
                remedy: "wait until it ends, and run again: the answers are then there")
        }
    }

    /// The outcomes that are there, and the log to go on with.
    private func open(_ path: String, _ head: [UInt8]) throws -> ([Outcome], RecordLog) {
        guard !session.startsAfresh, SafeFile.isFile(path) else {
            return ([], try RecordLog(creating: path, with: head))
        }
        let log = try RecordLog.read(path)
        let outcomes = log.records.dropFirst().compactMap { try? ExactJSON.value(Outcome.self, $0) }
        // What is not one answer after the other, in the prompts' order, is not believed.
        guard log.records.first == head, outcomes.count == log.records.count - 1,
            outcomes.map(\.id) == prompts.prefix(outcomes.count).map(\.id)
        else { return ([], try RecordLog(creating: path, with: head)) }
        if !outcomes.isEmpty {
            session.monitor.report(.line("\(outcomes.count) of \(prompts.count) answers are of an earlier run"))
        }
        return (outcomes, try RecordLog(continuing: path, after: log.length))
    }

    /// What the answers depend on: a log of others is another's. Another build may measure or keep something else.
    private struct Identity: Codable {
        let program: String
        let settings: ScoringSettings
        let prompts: [String]
    }

    private func outcome(of prompt: Prompt) throws -> Outcome {
        let clock = ContinuousClock()
        let began = clock.now
        var reason: StopReason?
        do {
            let row = try pass.row(prompt) {
                reason = session.monitor.stopReason
                return reason != nil
            }
            return Outcome(
                id: prompt.id, response: row.response.map { Data(ResponseWriter().line($0)) },
                tokens: row.response?.tokens.count ?? 0, seconds: began.duration(to: clock.now) / .seconds(1))
        } catch is ScoringPass.Stopped {
            throw Stopped(reason: reason ?? .interrupted)
        }
    }

    private func report(_ outcomes: [Outcome], madeFrom kept: Int) {
        let made = outcomes[kept...]
        let (seconds, tokens) = (made.reduce(0) { $0 + $1.seconds }, made.reduce(0) { $0 + $1.tokens })
        let left = seconds / Double(made.count) * Double(prompts.count - outcomes.count)
        session.monitor.report(
            .step(
                done: outcomes.count, of: prompts.count, unit: "answer",
                detail: "\(Int(Double(tokens) / max(seconds, 0.001))) tokens/s, \(Int(left.rounded())) s left"))
    }
}
