import ArgumentParser
import Files
import Notebooks
import Sessions
import Statistics
import Uncertainty

/// `haltbook calibrate scores.jsonl --signal hbar_s --target 'recall >= 0.9'`
struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks for a threshold of a signal in a file of scores, and says what the signal is like.",
        discussion: """
            The file is JSON lines, CSV with a line of names, or a JSON object with a list `rows`; each row has an `id`, a `label` and \
            one column a signal (docs/CALIBRATION.md). Thresholds are chosen on one part of the samples and judged by the other. \
            Exit codes: 0 there is a threshold, of all samples or of a group; 1 there is none, and the output says why; 2 the file \
            or the arguments cannot be used.
            """)

    @Argument(help: "A file of scores, compressed or not; `-` is standard input.")
    var scores: String

    @Option(help: "The column that the threshold is put on.")
    var signal: String

    @Option(help: "A column to look at beside it: how the two go together, and what they know together.")
    var second: String?

    @Option(
        help: ArgumentHelp(
            "What to keep: 'recall >= 0.9', 'precision >= 0.8', 'fpr <= 0.1' or 'flags <= 0.2'.", valueName: "target"))
    var target = ThresholdTarget.recall(atLeast: 0.9)

    @Option(help: "The chance with which the target may be missed.")
    var risk = 0.05

    @Flag(help: "Give a threshold even where the signal is inverted or tells nothing.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "Which scores are the riskier ones: higher or lower (default: as the signal is declared).",
            valueName: "higher|lower"))
    var direction: RiskDirection?

    @Option(help: ArgumentHelp("The same of the second signal.", valueName: "higher|lower"))
    var secondDirection: RiskDirection?

    @OptionGroup var groups: GroupArguments

    @OptionGroup var sweep: SweepArguments

    @Option(
        help: ArgumentHelp(
            "The share of the samples that thresholds are chosen on; the others judge them. 1 chooses on all.",
            valueName: "share"))
    var split = 0.5

    @Option(help: "Of the split and the folds.")
    var seed: UInt64 = 0

    @Option(help: "How many log-probs a token the signal was made of, where it depends on that.")
    var k = 0

    @Option(help: "What the file of thresholds is named after (default: the file of scores).")
    var model: String?

    @Option(help: ArgumentHelp("The folder that the file of thresholds is written into.", valueName: "folder"))
    var output = "calibrated"

    @Option(
        help: ArgumentHelp(
            "Makes a report in this folder: a page, and the notebook and the scores that it comes of.",
            valueName: "folder"))
    var report: String?

    @Option(help: "How the result is written: text or json.")
    var format = CalibrationFormat.text

    func validate() throws {
        guard risk > 0, risk < 1 else { throw ValidationError("--risk takes a chance between 0 and 1") }
        guard split > 0, split <= 1 else { throw ValidationError("--split takes a share over 0, up to 1") }
        guard report == nil || split < 1 else {
            throw ValidationError("--report judges thresholds on samples that are kept back; leave --split 1 out")
        }
        guard k >= 0 else { throw ValidationError("--k takes a number of log-probs") }
        guard second != signal else { throw ValidationError("--second is the same signal; give another one") }
        guard second != nil || secondDirection == nil else {
            throw ValidationError("--second-direction is for a second signal; give it by --second")
        }
        guard signal != "halt" else {
            throw ValidationError("thresholds of `halt` go with weights; make them by `calibrate` in a notebook")
        }
        if let score = ScoreCatalogue[signal], score.dependsOnK, k == 0 {
            throw ValidationError("`\(signal)` depends on the number of log-probs a token; give it by --k")
        }
    }

    func run() throws {
        let file = try scoreFile()
        let result: ScoreCalibration
        do throws(ScoreTableProblem) {
            result = try ScoreCalibration(file.table, plan)
        } catch {
            throw Failure("\(file.name): \("\(error)".readable)")
        }
        let page = try report.map { (folder) throws(Failure) in try CalibrationReport(plan, file.table, folder: folder)
        }
        let made = RunDate.text
        let thresholds = result.file(
            dataDigest: file.digest, k: k, modelName: model, program: Versions.program, made: made)
        let path = try CalibrationFolder(output).write(
            thresholds, name: model ?? CalibrationFolder.stem(of: scores), count: result.count, made: made)
        switch format {
        case .text: Terminal.say(CalibrationText(result, file: file, path: path).text)
        case .json:
            Terminal.say(
                try JSONText.of(CalibrationDocument(result, thresholds: thresholds, file: file, path: path)))
        }
        if let page { Terminal.complain("report: \(try page.write())") }
        if !result.hasThreshold { throw ExitCode(1) }
    }

    private var plan: CalibrationPlan {
        var plan = CalibrationPlan(
            .init(signal, direction?.direction), second: second.map { .init($0, secondDirection?.direction) })
        (plan.target, plan.risk, plan.isForced) = (target, risk, force)
        (plan.thresholds, plan.chosenShare, plan.seed) = (sweep.thresholds, split, seed)
        return plan
    }

    private func scoreFile() throws(Failure) -> ScoreTableFile {
        do {
            return try ScoreTableFile(scores, groups: groups.groups)
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch {
            throw Failure("\(scores): \("\(error)".readable)")
        }
    }
}

extension ScoreCalibration {
    /// Whether there is a threshold, of all samples or of a group.
    fileprivate var hasThreshold: Bool {
        ([calibration.pooled] + calibration.groups).contains { $0.decision.threshold != nil }
    }
}

/// How a calibration is printed.
enum CalibrationFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

extension ThresholdTarget: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(Value.text(argument))
    }

    public var defaultValueDescription: String { description }
}
