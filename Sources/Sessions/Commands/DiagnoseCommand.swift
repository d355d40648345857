import HALT
import Notebooks
import Statistics
import Uncertainty

/// `diagnose signal=hbar_s second=pri`
enum DiagnoseCommand: Command {
    static let name = "diagnose"
    static let summary =
        "Says what a signal is like in the dataset before a threshold is put on it: its classes, which way it points in all responses and in each group, examples at either end; and what it has to do with a second one."

    private static let second = CommandOption<SignalName>(
        "second", fallback: "none", choices: SignalName.all, "Another signal to look at beside it.")
    private static let secondRiskier = CommandOption<String>(
        "second_riskier", fallback: "as the signal is declared", choices: ScoreDirection.sides,
        "Which values of the second signal speak for a hallucination.")
    private static let first = CommandOption<SignalName>(
        "signal", choices: SignalName.all,
        "The signal: a score; what was trained cannot be described by what it was trained on.")
    static let options: [any DeclaredOption] = [
        first, second, SignalOptions.riskier, secondRiskier, SharedOptions.seed,
    ]
    static let needs: [SessionPart] = [.dataset]
    static let uses: [SessionPart] = [.dataset, .seed]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        ["auroc", "auroc.low", "auroc.high", "d", "d.low", "d.high", "pr_auc", "base_rate"].map {
            ValueDeclaration("diagnose.\($0)", .real)
        } + [ValueDeclaration("diagnose.direction", .text)]
            + (arguments.given(second) == nil
                ? []
                : ["correlation", "correlation.low", "correlation.high", "joint"].map {
                    ValueDeclaration("diagnose.\($0)", .real)
                })
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        guard let name = arguments.given(first) else { preconditionFailure("`signal` is required and not there") }
        let signals =
            [Signal(name, riskier: arguments.given(SignalOptions.riskier))]
            + (arguments.given(second).map { [Signal($0, riskier: arguments.given(secondRiskier))] } ?? [])
        for signal in signals where signal.isTrained {
            throw CommandFailure(
                "`halt` has learnt from a part of these responses",
                remedy: "judge it on the test split, by `evaluate` or `calibrate`")
        }
        let samples = try ScoredSamples(signals, nil, session)
        let pair =
            signals.count == 2
            ? PairDiagnostics(samples, directions: signals.map(\.direction), seed: arguments.seed(in: session)) : nil
        let view = DiagnosticsView(samples: samples, signals: signals, pair: pair)
        return CommandResult(view.outputs, values: view.values)
    }
}

/// Options of the commands that look at one signal.
enum SignalOptions {
    static let riskier = CommandOption<String>(
        "riskier", fallback: "as the signal is declared", choices: ScoreDirection.sides,
        "Which values of the signal speak for a hallucination.")
}
