import Figures
import Notebooks
import Statistics
import Uncertainty

/// `sweep signal=hbar_s recall=0.9`
enum SweepCommand: Command {
    static let name = "sweep"
    static let summary =
        "Tries many thresholds on scores that are there already, and shows precision, recall and F1 of each; the best is judged on the test split. It promises nothing: `calibrate` does."

    private static let signal = CommandOption(
        "signal", default: SignalName.halt, choices: SignalName.all,
        "What the thresholds are put on: the model, which must be there then, or a score.")
    private static let part = CommandOption(
        "split", default: SplitPart.validation.rawValue, choices: SplitPart.allCases.map(\.rawValue),
        "Where the thresholds are tried.")
    private static let from = CommandOption(
        "from", default: 0.6, within: .from(0, through: 1), "The smallest share of the responses that is flagged.")
    private static let through = CommandOption(
        "to", default: 0.99, within: .from(0, through: 1), "The largest share that is flagged.")
    private static let count = CommandOption(
        "count", default: 40, within: .from(1, through: 10_000), "How many thresholds between the two.")
    private static let start = CommandOption<Double>(
        "start", fallback: "shares", "With `stop` and `step`: the first threshold, in place of shares.")
    private static let stop = CommandOption<Double>("stop", fallback: "shares", "The last threshold.")
    private static let step = CommandOption<Double>(
        "step", fallback: "shares", within: .over(0), "How far they are apart.")
    private static let recall = CommandOption(
        "recall", default: 0.9, within: .from(0, through: 1), "The recall that the best is to have.")
    static let options: [any DeclaredOption] = [
        signal, SignalOptions.riskier, part, from, through, count, start, stop, step, recall,
    ]
    static let needs: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.dataset, .split, .model]
    static let shows: [NotebookPart] = [.figure, .table]

    static func needs(_ arguments: Arguments) -> [SessionPart] {
        arguments[signal].name == SignalName.halt.name ? needs + [.model] : needs
    }

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ["threshold", "precision", "recall", "f1", "auroc", "pr_auc", "test.precision", "test.recall", "times_faster"]
            .map {
                ValueDeclaration("sweep.\($0)", .real)
            } + [ValueDeclaration("sweep.count", .integer)]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let signal = Signal(arguments[signal], riskier: arguments.given(SignalOptions.riskier))
        let chosen = arguments.part(part)
        let thresholds = try thresholds(arguments)
        let here = try signal.samples(chosen, session)
        let clock = ContinuousClock()
        let began = clock.now
        let sweep = ThresholdSweep(
            labels: here.labels, scores: here.scores[0], direction: signal.direction,
            thresholds: thresholds.values(of: here.scores[0], direction: signal.direction),
            wantedRecall: arguments[recall])
        let seconds = began.duration(to: clock.now) / .seconds(1)
        let view = SweepView(
            signal: signal, part: chosen, sweep: sweep,
            test: chosen == .test ? nil : try signal.samples(.test, session),
            timesFaster: session.secondsToWrite.map { timesFaster(writing: $0, sweeping: seconds) })
        return CommandResult(view.outputs, values: view.values)
    }

    /// What a sweep would take that has the answers written anew for each of 13 thresholds, as the method's first implementation
    /// had it, by what writing them once and sweeping took. To one decimal, so that runs agree.
    private static func timesFaster(writing: Double, sweeping: Double) -> Double {
        (13 * writing / (writing + sweeping) * 10).rounded() / 10
    }

    private static func thresholds(_ arguments: Arguments) throws -> SweepThresholds {
        let steps = [start, stop, step].compactMap { arguments.given($0) }
        guard steps.isEmpty || steps.count == 3 else {
            throw CommandFailure("`start`, `stop` and `step` belong together", remedy: "give all three, or none")
        }
        let thresholds: SweepThresholds =
            steps.isEmpty
            ? .flaggedShares(from: arguments[from], to: arguments[through], count: arguments[count])
            : .steps(start: steps[0], stop: steps[1], step: steps[2])
        if let problem = thresholds.problem {
            throw CommandFailure("these are no thresholds", remedy: problem)
        }
        return thresholds
    }
}

/// What is told of a sweep.
private struct SweepView {
    let signal: Signal
    let part: SplitPart
    let sweep: ThresholdSweep
    let test: ScoredSamples?
    let timesFaster: Double?

    private var judged: OperatingPoint? {
        guard let test, let best = sweep.best else { return nil }
        return OperatingPoint(
            labels: test.labels, scores: test.scores[0], direction: signal.direction, threshold: best.threshold)
    }

    var values: [NamedValue] {
        let best = sweep.best
        let numbers = [
            ("threshold", best?.threshold), ("precision", best?.precision), ("recall", best?.recall), ("f1", best?.f1),
            ("auroc", sweep.auroc), ("pr_auc", sweep.averagePrecision), ("test.precision", judged?.precision.value),
            ("test.recall", judged?.recall.value), ("times_faster", timesFaster),
        ]
        return numbers.map { NamedValue("sweep.\($0.0)", .real($0.1 ?? .nan)) } + [
            NamedValue("sweep.count", .integer(sweep.points.count))
        ]
    }

    var outputs: [Output] {
        var outputs: [Output] = [.figure(curves), .table(table)]
        if let timesFaster {
            outputs.append(
                .note(
                    "By the time that writing the answers once took, writing them anew for each of 13 thresholds would take \(fixed(timesFaster, digits: 1)) times as long as writing them once and sweeping their scores."
                ))
        }
        guard let best = sweep.best, !sweep.isRecallReached else { return outputs }
        return outputs + [
            .warning(
                "No threshold has a recall of \(short(sweep.wantedRecall)); the best is that of the highest F1, with recall \(fixed(best.recall, digits: 3))."
            )
        ]
    }

    private var curves: Figure {
        func line(_ name: String, _ value: (ThresholdSweep.Point) -> Double) -> LineSeries {
            LineSeries(
                name, sweep.points.sorted { $0.threshold < $1.threshold }.map { LinePoint($0.threshold, value($0)) },
                hasMarkers: false)
        }
        let guides = sweep.best.map { [LineChart.Guide.vertical($0.threshold, "best")] } ?? []
        return Figure(
            title: "\(sweep.points.count) thresholds on the \(part.rawValue) split",
            chart: .lines(
                LineChart(
                    x: Axis("threshold on \(signal.name)"), y: Axis("share", limits: 0...1),
                    series: [line("precision", \.precision), line("recall", \.recall), line("F1", \.f1)], guides: guides
                )))
    }

    private var table: Table {
        let (auroc, precision) = (sweep.auroc, sweep.averagePrecision)
        var pairs: [(String, TableEntry)] = [
            ("AUROC, once for all thresholds", .real(auroc, digits: 4)), ("PR-AUC", .real(precision, digits: 4)),
        ]
        if let best = sweep.best {
            pairs += [
                ("Best threshold", .score(best.threshold)),
                ("Its precision", .real(best.precision, digits: 4)),
                ("Its recall", .real(best.recall, digits: 4)), ("Its F1", .real(best.f1, digits: 4)),
            ]
        }
        if let judged {
            pairs += [
                ("Precision on the test split", TableEntry.share(judged.precision)),
                ("Recall on the test split", TableEntry.share(judged.recall)),
            ]
        }
        return Table("\(signal.title): the best of the sweep, with Wilson's 95 % intervals", pairs: pairs)
    }
}
