import Figures
import LanguageModels
import LogProbs
import Notebooks
import Statistics
import Uncertainty

/// `generate prompt="What is the capital of Atlantis?" model=SmolLM2-135M-Instruct.Q4_1.gguf`
enum GenerateCommand: Command {
    static let name = "generate"
    static let summary =
        "Has a language model answer a prompt, measures each token (docs/GENERATION.md), and halts before one that is too risky; needs a build with the trait LanguageModel."

    private static let prompt = CommandOption<String>("prompt", "What the model is asked.")
    private static let system = CommandOption<String>(
        "system", fallback: "none, and none of the chat template's own", "What the model is told before.")
    private static let signal = CommandOption(
        "signal", default: SemanticSignal.uncertainty.rawValue, choices: SemanticSignal.allCases.map(\.rawValue),
        "What the monitor looks at.")
    private static let threshold = CommandOption(
        "tau", default: 2.0, "The signal's value at which failure is as likely as not.")
    private static let direction = CommandOption(
        "riskier", default: ScoreDirection.higherIsPositive.side, choices: ScoreDirection.sides,
        "Which values of the signal are riskier, as a calibration found.")
    private static let steepness = CommandOption(
        "lambda", default: 5.0, within: .over(0), "How fast the risk rises about `tau`.")
    private static let cutoff = CommandOption(
        "cutoff", default: 0.85, within: .from(0, through: 1), "The risk over which it halts; 1 never halts.")
    private static let checkEvery = CommandOption(
        "check_every", default: 1, within: .from(1, through: 1000), "Every how many tokens it looks.")
    static let options: [any DeclaredOption] = [
        prompt, LanguageModelOptions.model, system, signal, threshold, direction, steepness, cutoff, checkEvery,
        LanguageModelOptions.maxTokens, LanguageModelOptions.temperature, SharedOptions.seed,
    ]
    static let uses: [SessionPart] = [.seed]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [
            ValueDeclaration("generate.text", .text), ValueDeclaration("generate.tokens", .integer),
            ValueDeclaration("generate.end", .text), ValueDeclaration("generate.halted", .boolean),
        ]
            + SemanticSignal.allCases.map { ValueDeclaration("generate.\($0.rawValue)", .real) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        guard let signal = SemanticSignal(rawValue: arguments[signal]) else {
            preconditionFailure("`\(arguments[signal])` passed as a signal")
        }
        let monitor = FailureMonitor(
            signal: signal, direction: ScoreDirection(side: arguments[direction]), threshold: arguments[threshold],
            steepness: arguments[steepness], cutoff: arguments[cutoff], checkEvery: arguments[checkEvery])
        let (model, _) = try LanguageModelOptions.model(arguments, session)
        var options = LanguageModelOptions.generation(arguments, session)
        options.mode = .full
        options.monitor = monitor
        let generation = try LanguageModelOptions.generate(
            model, arguments[prompt], system: arguments.given(system), options, session)
        let view = GenerationView(generation: generation, monitor: monitor, limit: options.maxTokens)
        return CommandResult(view.outputs, values: view.values)
    }
}

/// What is told of a monitored generation.
private struct GenerationView {
    let generation: Generation
    let monitor: FailureMonitor
    let limit: Int

    private var isHalted: Bool { generation.withheld != nil }

    var values: [NamedValue] {
        [
            NamedValue("generate.text", .text(generation.text)),
            NamedValue("generate.tokens", .integer(generation.tokens.count)),
            NamedValue("generate.end", .text(generation.end.description)),
            NamedValue("generate.halted", .boolean(isHalted)),
        ]
            + SemanticSignal.allCases.map { signal in
                NamedValue("generate.\(signal.rawValue)", .real(generation.scores[signal].top))
            }
    }

    var outputs: [Output] {
        [.figure(strip), .figure(trajectory), .table(summary), .note(ending)]
    }

    /// The tokens that were emitted, and the one that was not.
    private var steps: [GeneratedToken] { generation.trajectory + (generation.withheld.map { [$0] } ?? []) }

    private var ending: String {
        let (count, signal) = (generation.tokens.count, monitor.signal.rawValue)
        let reason =
            switch generation.end {
            case .endOfText: "The model ended its answer after \(count) tokens."
            case .length: "The answer was cut off at \(count) tokens."
            case .halted(let step):
                "Halted at step \(step): there the risk passed \(short(monitor.cutoff)), and the token was not emitted."
            }
        return "\(reason) \(monitor.signal.meaning(of: monitor.direction).capitalised), with \(signal) "
            + "\(short(monitor.threshold)) as likely to fail as not."
    }

    /// The answer's tokens, coloured by their risk.
    private var strip: Figure {
        let marks = steps.map { token in
            TokenStrip.Token(
                token.text + (token == generation.withheld ? " (withheld)" : ""), token.failureProbability,
                detail: SemanticSignal.allCases.map { "\($0.rawValue) \(short(token.signals[$0]))" }
                    .joined(separator: ", "))
        }
        return Figure(
            title: "Risk of each token of the answer",
            chart: .tokens(
                TokenStrip(
                    tokens: marks, measure: Axis("risk"), colors: .sequential(from: 0, to: 1), noun: "token",
                    detail: "signals")))
    }

    /// The signal and the risk from step to step.
    private var trajectory: Figure {
        let values = steps.map { $0.signals[monitor.signal] }
        return Figure(
            title: "From step to step",
            chart: .lines(
                LineChart(
                    x: Axis("step", ticks: .integers),
                    panels: [
                        LineChart.Panel(
                            y: Axis(monitor.signal.rawValue), series: [LineSeries(monitor.signal.rawValue, values)],
                            guides: [.horizontal(monitor.threshold, "tau")], height: 140),
                        LineChart.Panel(
                            y: Axis("risk", limits: 0...1),
                            series: [LineSeries("risk", steps.map(\.failureProbability), hue: .vermillion)],
                            guides: [.horizontal(monitor.cutoff, "cut-off")], height: 140),
                    ])))
    }

    private var summary: Table {
        Table(
            "Signals over the answer",
            columns: ["Signal", "Name", "Mean of the five largest", "Mean", "Largest", "Mean of the five smallest"],
            rows: SemanticSignal.allCases.map { signal in
                let summary = generation.scores[signal]
                return [.text(signal.title), .code(signal.rawValue)]
                    + [summary.top, summary.mean, summary.max, summary.low].map {
                        $0.isNaN ? .missing : .real($0, digits: 4)
                    }
            })
    }
}

extension ScoreDirection {
    static let sides = ["higher", "lower"]

    /// The riskier values.
    var side: String { self == .higherIsPositive ? Self.sides[0] : Self.sides[1] }

    init(side: String) {
        self = side == Self.sides[0] ? .higherIsPositive : .lowerIsPositive
    }
}
