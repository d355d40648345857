import ArgumentParser
import Files
import LogProbs
import Uncertainty

/// `haltbook collect --endpoint URL --prompts FILE --output RESPONSES.jsonl`
struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks a server with OpenAI's chat API prompts, and keeps the responses with their log-probs.",
        discussion: """
            What is read and written is in docs/COLLECTING.md. Started again, it goes on where it was: prompts with a response in \
            the output are not asked again. A key comes from the environment variable OPENAI_API_KEY. Exit codes: 0 every prompt has \
            a response; 1 some have none; 2 it cannot begin or go on; 130 interrupted.
            """)

    @Option(help: "The server's address: http://127.0.0.1:8080, https://api.openai.com/v1, or in full.")
    var endpoint: String

    @Option(help: "A file of prompts: JSON lines with `prompt`, or one of HaluEval's.")
    var prompts: String

    @Option(help: "The file that responses are appended to, one JSON line each.")
    var output: String

    @Option(help: "The model's name (default: the server's).")
    var model: String?

    @Option(help: "How many tokens a response may have (default: the server's choice).")
    var maxTokens: Int?

    @Option(help: "The temperature of sampling (default: the server's choice).")
    var temperature: Double?

    @Option(help: "The seed by which the server samples, and by which prompts are drawn.")
    var seed: Int?

    @Option(help: "How many alternatives of each token are asked for.")
    var top = 20

    @Option(help: "How many of the prompts are asked, items whole (default: all).")
    var nSamples: Int?

    @Option(help: "How many requests are under way at a time.")
    var concurrency = 4

    @Option(help: "After how many seconds a request has failed.")
    var timeout = 120.0

    @Option(help: "How often a request that failed is tried again.")
    var retries = 5

    @Option(help: "The environment variable that holds the key (default: OPENAI_API_KEY, where it is set).")
    var keyVariable: String?

    func validate() throws {
        let limits = [
            ("--max-tokens", maxTokens, 1), ("--seed", seed, 0), ("--top", top, 0), ("--n-samples", nSamples, 1),
            ("--concurrency", concurrency, 1), ("--retries", retries, 0),
        ]
        for case (let name, let value?, let least) in limits where value < least {
            throw ValidationError("\(name) takes a number from \(least) on")
        }
        guard concurrency <= 1000 else { throw ValidationError("--concurrency takes a number up to 1000") }
        guard timeout > 0, timeout <= 86400 else {
            throw ValidationError("--timeout takes seconds, over 0 and up to a day")
        }
        guard temperature.map({ $0.isFinite && $0 >= 0 }) ?? true else {
            throw ValidationError("--temperature takes a number from 0 on")
        }
        guard !output.hasSuffix(".gz") else {
            throw ValidationError("--output is appended to, and so not compressed; compress it when it is done")
        }
    }

    func run() throws {
        Interruption.watch()
        let endpoint = try ChatEndpoint(endpoint)
        let key = try ServerKey(variable: keyVariable)
        let prompts = try readPrompts()
        let settings = ChatSettings(top: top, model: model, maxTokens: maxTokens, temperature: temperature, seed: seed)
        let places = Dictionary(uniqueKeysWithValues: zip(prompts.map(\.id), prompts.indices))
        let file = try CollectedFile(
            output, beginning: { id in places[id].map { CollectedLine(prompts[$0], settings).beginning } },
            isBegun: { line in prompts.contains { CollectedLine($0, settings).mayBegin(line) } })
        let there = prompts.count { file.ids.contains($0.id) }
        if file.cut > 0 {
            Terminal.complain("haltbook: warning: \(output): its last line was cut off in the middle, and is taken out")
        }
        if there > 0 { Terminal.complain("\(there) of \(prompts.count) prompts have a response in \(output) already") }
        let collector = Collector(
            client: try HTTPClient(), endpoint: endpoint, key: key, settings: settings, concurrency: concurrency,
            retries: retries, timeout: timeout)
        let result = try collector.collect(prompts, into: file) { Interruption.isWanted }
        try finish(result, of: prompts.count, there: there)
    }

    private func readPrompts() throws(Failure) -> [Prompt] {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try ByteSource(self.prompts).all()
        } catch {
            throw Failure("\(error)")
        }
        let prompts: [Prompt]
        do throws(PromptFileProblem) {
            prompts = try PromptFile.prompts(in: bytes)
        } catch {
            throw Failure("\(self.prompts): \(error)")
        }
        guard let nSamples else { return prompts }
        let sample = prompts.sample(n: nSamples, seed: UInt64(seed ?? 0))
        guard !sample.isEmpty else {
            throw Failure("an item of \(self.prompts) has more prompts than --n-samples \(nSamples); take more")
        }
        return sample
    }

    /// Says what came of it; throws the exit code.
    private func finish(_ result: Collector.Result, of count: Int, there: Int) throws {
        let all = there + result.collected
        Terminal.say("\(output): \(all) of \(count) prompts have a response, \(result.collected) of them new")
        if result.unreadable > 0 {
            Terminal.complain(
                "haltbook: warning: \(result.unreadable) of the new responses have no log-probs that can be used; "
                    + "`haltbook audit \(output)` says why")
        }
        for (id, reason) in result.failed.prefix(Self.listed) { Terminal.complain("  \(id): \(reason)") }
        if result.failed.count > Self.listed {
            Terminal.complain("  and \(result.failed.count - Self.listed) more that failed")
        }
        guard all < count else { return }
        switch result.ending {
        case .interrupted?:
            Terminal.complain("interrupted; the same command goes on")
            throw ExitCode(130)
        case .failure(let reason)?: throw Failure(reason)
        case nil:
            Terminal.complain("\(result.failed.count) prompts failed; the same command tries them again")
            throw ExitCode(1)
        }
    }

    private static let listed = 20
}
