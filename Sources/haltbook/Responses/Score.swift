import ArgumentParser
import Files
import HALT
import LogProbs
import Tensors
import Uncertainty

/// `haltbook score weights.safetensors FILE… --with thresholds.json`
struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Scores files of responses, one JSON line a response.",
        discussion: """
            Without a model only the scores that need no training are written. What a line holds, and how to use this under \
            Slurm and Spark, is in docs/SCORING.md. Exit codes: 0 every line was taken; 1 some were not, and their lines say \
            why; 2 a file cannot be read or used.
            """)

    @Argument(
        help: """
            Files of responses, as servers wrote them; `-` or none is standard input. Where the first ends in .safetensors, \
            it is the model.
            """)
    var files: [String] = []

    @Option(help: "A model's weights (safetensors), as `save` or PyTorch wrote them.")
    var model: String?

    @Option(help: ArgumentHelp("A file of thresholds, by which verdicts are given.", valueName: "thresholds"))
    var with: String?

    @Option(
        help: """
            What the thresholds are put on: `halt`, or the name of a score of docs/SCORES.md (default: halt, or what the \
            thresholds are for where there is no model).
            """)
    var signal: String?

    @Option(help: "Without thresholds: the probability from which on a response is hallucinated (default: 0.5).")
    var threshold: Double?

    @Option(
        help: ArgumentHelp(
            "The i-th of n parts only, every n-th line, for n processes that share files.", valueName: "i/n"))
    var shard = Shard.all

    @Option(help: "What the model multiplies: fp32 or bf16, faster where the processor has it.")
    var precision = Precision.fp32

    @OptionGroup var responses: ResponseArguments

    func validate() throws {
        if model != nil, first(endsIn: ".safetensors") {
            throw ValidationError("the model is given twice: by --model, and as the first file")
        }
        if let threshold, !(0...1).contains(threshold) {
            throw ValidationError("--threshold takes a probability, from 0 to 1")
        }
        if threshold != nil, with != nil {
            throw ValidationError("--with has thresholds of its own; leave --threshold out")
        }
        if threshold != nil, model == nil, !first(endsIn: ".safetensors") {
            throw ValidationError("--threshold is for a model's probabilities; give a model")
        }
        if signal != nil, with == nil {
            throw ValidationError("--signal says what thresholds are put on; give a file of them --with")
        }
        guard precision.isAvailable else {
            throw ValidationError("this processor does not multiply \(precision.rawValue)")
        }
    }

    private func first(endsIn suffix: String) -> Bool { files.first?.hasSuffix(suffix) ?? false }

    func run() throws {
        var files = files
        let path = model ?? (first(endsIn: ".safetensors") ? files.removeFirst() : nil)
        if files.isEmpty { files = ["-"] }
        let options = try responses.options()
        let model = try path.map { try ScoringModel($0, precision) }
        let scorer = ResponseScorer(model: model, judge: try judge(model), shard: shard)
        do {
            let sink = try ResponseSink("-")
            var problems = 0
            for (place, path) in files.enumerated() {
                let file = try ResponseFile(path, options)
                // Lines tell of their file where there are several.
                let name = files.count > 1 ? file.name : nil
                try file.read(map: { scorer.score($0, file: name, place) }) { part in
                    try sink.append(part.lines)
                    problems += part.problems
                }
            }
            try sink.finish()
            responses.warnOfUnusedLabels(options)
            if problems > 0 { throw ExitCode(1) }
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        }
    }

    /// Throws where thresholds are for other scores than those at hand.
    private func judge(_ model: ScoringModel?) throws(Failure) -> Judge? {
        guard let with else { return model.map { _ in .probability(atLeast: threshold ?? 0.5) } }
        do {
            let thresholds = try ThresholdFile(decoding: try SafeFile.read(with))
            return .thresholds(thresholds, try usedSignal(of: thresholds, model))
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("\(with): \(error)")
        }
    }

    private func usedSignal(of thresholds: ThresholdFile, _ model: ScoringModel?) throws -> ScoredSignal {
        let name = signal ?? (model == nil ? thresholds.signal : "halt")
        guard name != "halt" else {
            guard let model else { throw Failure("the signal `halt` needs a model; give its weights by --model") }
            try thresholds.require(signal: name, k: model.topK, model: model.digest)
            return .halt
        }
        guard let place = ScoreCatalogue.place(of: name) else {
            guard name == thresholds.signal else {
                throw Failure(
                    "there is no signal `\(name)`: the signals are `halt`, the scores of docs/SCORES.md, and that of the file of thresholds"
                )
            }
            return .measured(name)
        }
        // How many log-probs there are is seen in each response.
        try thresholds.require(signal: name, k: thresholds.k, model: nil)
        return .score(place)
    }
}

extension Precision: ExpressibleByArgument {}

/// One of the parts that a file's lines are dealt to in turn.
struct Shard: ExpressibleByArgument, Sendable, CustomStringConvertible {
    static let all = Shard(number: 1, count: 1)

    /// From 1.
    private let number: Int
    private let count: Int

    private init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    /// Reads `3/16`.
    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
            return nil
        }
        self.init(number: number, count: count)
    }

    var description: String { "\(number)/\(count)" }

    /// Whether a line is in this part; each file begins one part further on, so that files of one line are dealt out, too.
    func contains(line: Int, ofFile place: Int) -> Bool { (line - 1 + place) % count == number - 1 }
}
