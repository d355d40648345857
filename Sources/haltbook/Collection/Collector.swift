import LogProbs
import Uncertainty

/// Asks a server prompts, so many at a time, and keeps its answers.
struct Collector {
    let client: HTTPClient
    let endpoint: ChatEndpoint
    let key: ServerKey
    let settings: ChatSettings
    let concurrency: Int
    /// How often a request is tried again.
    let retries: Int
    let timeout: Double

    /// After so many failures in a row, without a response between them, the rest is not asked.
    private static let patience = 10
    /// A server that asks to wait for longer, in seconds, is not waited for.
    private static let longestWait = 3600

    /// A prompt that is to be asked.
    private struct Question {
        let place: Int
        var failures = 0
        /// Not to be asked before.
        var time: ContinuousClock.Instant
    }

    /// Why not all prompts were asked.
    enum Ending {
        case interrupted
        case failure(String)
    }

    /// What came of a collection.
    struct Result {
        var collected = 0
        /// Prompts without a response, and why.
        var failed: [(id: String, reason: String)] = []
        var ending: Ending?
        /// How many responses there are that `audit` would refuse.
        var unreadable = 0
    }

    /// Asks all of them that the file has no response of.
    func collect(
        _ prompts: [Prompt], into file: CollectedFile, isInterrupted: () -> Bool
    ) throws(Failure) -> Result {
        var round = Round(self, prompts, file)
        while !round.isDone {
            guard !isInterrupted() else {
                round.result.ending = .interrupted
                break
            }
            try round.step()
        }
        round.progress.close()
        return round.result
    }

    /// The state of a collection.
    private struct Round {
        let collector: Collector
        let prompts: [Prompt]
        let file: CollectedFile
        let clock = ContinuousClock()
        var random = SystemRandomNumberGenerator()
        var result = Result()
        var progress: CollectionProgress
        /// Those not asked yet, the next one last.
        var waiting: [Question] = []
        /// Those that failed and are asked again.
        var delayed: [Question] = []
        /// By their tags.
        var asked: [Int: Question] = [:]
        /// No request begins before, since the server asked for that.
        var resumption: ContinuousClock.Instant
        var failuresInRow = 0
        let before: Int

        init(_ collector: Collector, _ prompts: [Prompt], _ file: CollectedFile) {
            self.collector = collector
            self.prompts = prompts
            self.file = file
            resumption = clock.now
            let now = clock.now
            waiting = prompts.indices.reversed().filter { !file.ids.contains(prompts[$0].id) }
                .map { Question(place: $0, time: now) }
            before = prompts.count - waiting.count
            progress = CollectionProgress(total: prompts.count, before: before)
        }

        var isDone: Bool { result.ending != nil || waiting.isEmpty && delayed.isEmpty && asked.isEmpty }

        mutating func step() throws(Failure) {
            begin()
            var hasWritten = false
            for (tag, outcome) in collector.client.wait(0.1) {
                guard let question = asked.removeValue(forKey: tag) else { continue }
                hasWritten = try take(ChatVerdict(outcome), of: question) || hasWritten
            }
            if hasWritten { try file.flush() }
            progress.show(done: before + result.collected, failed: result.failed.count)
        }

        /// Begins as many requests as there may be.
        private mutating func begin() {
            let now = clock.now
            guard now >= resumption else { return }
            while asked.count < collector.concurrency, let question = next(now) {
                asked[question.place] = question
                collector.client.post(
                    HTTPClient.Request(
                        url: collector.endpoint.url,
                        // What is over a megabyte would else wait for a word of the server's.
                        headers: ["Content-Type: application/json", "Expect:"] + collector.key.headers,
                        body: collector.settings.request(prompts[question.place]), timeout: collector.timeout),
                    tag: question.place)
            }
        }

        private mutating func next(_ now: ContinuousClock.Instant) -> Question? {
            if let place = delayed.firstIndex(where: { $0.time <= now }) { return delayed.remove(at: place) }
            return waiting.popLast()
        }

        /// Keeps a response, or decides what else becomes of the question; whether something was written.
        private mutating func take(_ verdict: ChatVerdict, of question: Question) throws(Failure) -> Bool {
            switch verdict {
            case .taken(let completion):
                guard !collector.key.isIn(completion.body) else {
                    fail(question, "the answer repeats the key, and is not kept")
                    return false
                }
                let line = CollectedLine(prompts[question.place], collector.settings).line(completion)
                try file.append(line, of: prompts[question.place].id)
                look(at: line)
                result.collected += 1
                failuresInRow = 0
                return true
            case .retried(let reason, let after): tryAgain(question, collector.key.removed(from: reason), after)
            case .refused(let reason): fail(question, collector.key.removed(from: reason))
            case .hopeless(let reason):
                result.ending = .failure("\(collector.key.removed(from: reason)); nothing more is asked")
            }
            return false
        }

        private mutating func tryAgain(_ question: Question, _ reason: String, _ after: Int?) {
            var question = question
            question.failures += 1
            if let after, after > Collector.longestWait {
                result.ending = .failure("\(reason); the server asks to wait for \(after) s: start again then")
                return
            }
            guard question.failures <= collector.retries else { return fail(question, reason) }
            let delay = Backoff.delay(failures: question.failures, asked: after, using: &random)
            question.time = clock.now + .seconds(delay)
            if after != nil { resumption = max(resumption, question.time) }
            delayed.append(question)
        }

        private mutating func fail(_ question: Question, _ reason: String) {
            result.failed.append((prompts[question.place].id, reason))
            failuresInRow += 1
            if failuresInRow >= Collector.patience, result.ending == nil {
                result.ending = .failure("\(failuresInRow) prompts failed one after the other; the rest is not asked")
            }
        }

        /// Reads a line as `audit` will, and says at the first one what the server does not give.
        private mutating func look(at line: [UInt8]) {
            let finding = CollectedFinding(line, top: collector.settings.top)
            if finding.isUnreadable { result.unreadable += 1 }
            if result.collected == 0, let words = finding.words {
                progress.say("haltbook: warning: \(words)")
            }
        }
    }
}
