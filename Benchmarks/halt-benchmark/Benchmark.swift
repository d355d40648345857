import ArgumentParser
import Tensors

/// Times the engine on the work of the peer's scripts (`pytorch_halt.py`, `numpy_dataset.py`), the same responses and
/// the same number of tokens.
@main struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "halt-benchmark",
        abstract:
            "Times training, scoring, t-SNE, making data, a run's journal, sweeping thresholds, and reading responses.",
        discussion: "Peak memory is the process's: for that of one kind of work, run that work alone.")

    @Argument(help: "What to time.")
    var work = Work.all

    @Option(help: "How often; times are medians.")
    var runs = 3

    @Option(help: "What training and scoring multiply: fp32, or bf16 where the processor has it.")
    var precision = Precision.fp32

    @Option(help: "A file of 600 x 512 float32 for t-SNE, such as the peer's; else two clouds are drawn.")
    var points: String?

    @Option(help: "Real responses, of which the file for `responses` is made.")
    var source = "Notebooks/data/real-responses.jsonl.gz"

    @Option(help: "How large that file is, in /tmp.")
    var megabytes = 1000

    @Flag(help: "Print one JSON object a line, with the keys of the peer's scripts.")
    var json = false

    func validate() throws {
        guard runs >= 1 else { throw ValidationError("--runs is \(runs); give it 1 or more") }
        guard precision.isAvailable else {
            throw ValidationError("this processor does not multiply \(precision.rawValue); leave --precision out")
        }
    }

    func run() throws {
        let workers = WorkerPair(threads: 2)
        let printer = MeasurementPrinter(asJSON: json, threads: workers.threads)
        if work.includes(.dataset) { printer.write(measureDataset(workers, runs: runs)) }
        if work.includes(.tsne) {
            let points = try points.map(points(at:))
            printer.write(try measureTSNE(workers, points: points, runs: runs))
        }
        if work.includes(.score) {
            printer.write(try measureSingleScoring(workers, precision))
            printer.write(try measureScoring(workers, precision, runs: runs))
        }
        if work.includes(.train) { printer.write(try measureTraining(workers, precision, runs: runs)) }
        if work.includes(.journal) { printer.write(try measureJournal(runs: runs)) }
        if work.includes(.sweep) { printer.write(measureSweep()) }
        if work == .responses {
            for measurement in try measureResponses(from: source, megabytes: megabytes, runs: runs) {
                printer.write(measurement)
            }
        }
        printer.finish()
    }
}

/// The kinds of work that are timed.
enum Work: String, CaseIterable, ExpressibleByArgument {
    case train, score, tsne, dataset, journal, sweep, responses, all

    /// All but `responses`, which needs room on the disk.
    func includes(_ other: Work) -> Bool {
        self == .all || self == other
    }
}

extension Precision: ExpressibleByArgument {}
