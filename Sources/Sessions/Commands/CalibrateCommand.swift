import Figures
import Files
import HALT
import Notebooks
import Statistics
import Uncertainty

/// `calibrate signal=halt target="recall >= 0.9"`
enum CalibrateCommand: Command {
    static let name = "calibrate"
    static let summary =
        "Finds a threshold that keeps a target with a guarantee, for all responses and for each group, after checking that the signal points the right way; the test split shows what it does."

    private static let signal = CommandOption(
        "signal", default: SignalName.halt, choices: SignalName.all,
        "What the threshold is put on: the model, which must be there then, or a score.")
    private static let target = CommandOption<ThresholdTarget>(
        "target", default: .recall(atLeast: 0.9),
        "What to keep: `\"recall >= 0.9\"`, `\"precision >= 0.8\"`, `\"fpr <= 0.1\"` or `\"flags <= 0.2\"`.")
    private static let risk = CommandOption(
        "risk", default: 0.05, within: .between(0, 1), "The chance with which the target may be missed.")
    private static let force = CommandOption(
        "force", default: false, "Whether a threshold is given even where the signal is inverted or tells nothing.")
    private static let part = CommandOption(
        "split", default: SplitPart.validation.rawValue, choices: SplitPart.allCases.map(\.rawValue),
        "Where the threshold is looked for.")
    private static let save = CommandOption(
        "save", default: false,
        "Whether the thresholds are written as `thresholds-SIGNAL-DIGEST.json`, for `haltbook score --with`.")
    static let options: [any DeclaredOption] = [signal, SignalOptions.riskier, target, risk, force, part, save]
    static let needs: [SessionPart] = [.split]
    static let uses: [SessionPart] = [.seed, .configuration, .dataset, .split, .model]
    static let shows: [NotebookPart] = [.figure, .table]

    /// Scores need no model.
    static func needs(_ arguments: Arguments) -> [SessionPart] {
        arguments[signal].name == SignalName.halt.name ? needs + [.model] : needs
    }

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ["threshold", "bound", "auroc", "recall", "precision", "fpr", "flag_rate"].map {
            ValueDeclaration("calibrate.\($0)", .real)
        } + [
            ValueDeclaration("calibrate.found", .boolean), ValueDeclaration("calibrate.file", .text),
        ]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let signal = Signal(arguments[signal], riskier: arguments.given(SignalOptions.riskier))
        let chosen = arguments.part(part)
        if signal.isTrained, chosen == .train {
            throw CommandFailure(
                "`halt` has learnt from the training split, so that no threshold on it would hold elsewhere",
                remedy: "write `split=validation`, or leave it out")
        }
        let here = try signal.samples(chosen, session)
        let calibration = SignalCalibration(
            labels: here.labels, scores: here.scores[0], direction: signal.direction, groups: here.groups,
            items: here.items, target: arguments[target], risk: arguments[risk], isForced: arguments[force])
        // What was chosen on a split cannot be judged by it.
        let other = chosen == .test ? nil : try signal.samples(.test, session)
        let view = CalibrationView(
            signal: signal, part: chosen, calibration: calibration, here: here, test: other,
            probabilities: ProbabilityFits(
                here, test: other, direction: signal.direction, isLogit: signal.name == "halt", part: chosen,
                seed: session.seed))
        var (outputs, path) = (view.outputs, "")
        if arguments[save] {
            path = try write(calibration, signal, chosen, here, in: session)
            outputs.append(.note("The thresholds are in \(path)."))
        }
        return CommandResult(outputs, values: view.values + [NamedValue("calibrate.file", .text(path))])
    }

    /// The same thresholds of the same data have the same name and bytes, so that runs can be held against each other.
    private static func write(
        _ calibration: SignalCalibration, _ signal: Signal, _ part: SplitPart, _ samples: ScoredSamples,
        in session: Session
    ) throws -> String {
        let model = signal.isTrained ? try session.requireModel() : nil
        let weights = model.map { WeightsFile(configuration: $0.configuration, parameters: $0.parameters).encoded() }
        let file = ThresholdFile(
            calibration, signal: signal.name, direction: signal.direction,
            dataDigest: SHA256.hexDigest(of: try ExactJSON.bytes(CalibratedData(samples))),
            k: try model?.configuration.topK ?? (signal.readsLogProbs ? usualCount(part, session) : 0),
            model: weights.map { SHA256.hexDigest(of: $0) },
            program: Versions.program, made: "")
        let bytes = try file.encoded()
        let path = FileRole.thresholds(signal.name, digest: SHA256.hexDigest(of: bytes))
        try session.write(bytes, to: path)
        return path
    }
}

extension CalibrateCommand {
    /// How many log-probs a token most responses have, as those do whose scores the thresholds are for.
    private static func usualCount(_ part: SplitPart, _ session: Session) throws(CommandFailure) -> Int {
        let counts = try session.tokens(at: try session.places(of: part)).map(\.usualCount)
        let responses = Dictionary(grouping: counts) { $0 }.mapValues(\.count)
        return responses.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }
}

/// What thresholds were looked for in.
private struct CalibratedData: Encodable {
    let ids: [String]
    let labels: [Int]
    let scores: [[Double]]
    let groups: [String]?

    init(_ samples: ScoredSamples) {
        (ids, labels, scores, groups) = (samples.ids, samples.labels, samples.scores, samples.groups)
    }
}
