import HALT
import Notebooks

/// `config hidden_size=48 layers=2`
enum ConfigCommand: Command {
    static let name = "config"
    static let summary =
        "Changes settings of the model and its training; those left out keep their values, at first the paper's."

    /// One setting: the option, its value in a configuration, and how to change it there.
    private struct Setting: Sendable {
        var option: any DeclaredOption
        var read: @Sendable (Configuration) -> Value
        var write: @Sendable (Arguments, inout Configuration) -> Void

        init<Content: OptionContent>(
            _ name: String, _ path: any WritableKeyPath<Configuration, Content> & Sendable, _ bounds: Bounds,
            _ help: String
        ) {
            let option = CommandOption<Content>(
                name, fallback: "unchanged, at first \(Configuration()[keyPath: path].value)", within: bounds, help)
            self.option = option
            read = { $0[keyPath: path].value }
            write = { arguments, configuration in
                if let content = arguments.given(option) { configuration[keyPath: path] = content }
            }
        }
    }

    private static let settings = [
        Setting("top_k", \.topK, .from(2, through: 1000), "Log-probabilities a token."),
        Setting("projection_size", \.projectionSize, .from(1, through: 8192), "Width of the projection."),
        Setting("hidden_size", \.hiddenSize, .from(1, through: 8192), "Width of the GRU's state, each direction."),
        Setting("layers", \.layers, .from(1, through: 64), "Layers of the GRU."),
        Setting("dropout", \.dropout, .from(0, below: 1), "Share of states dropped between layers in training."),
        Setting("top_q", \.topQ, .from(1e-6, through: 1), "Share of tokens that are pooled."),
        Setting("batch_size", \.batchSize, .from(1, through: 1_000_000), "Responses a step."),
        Setting("epochs", \.epochs, .from(1, through: 1_000_000), "Passes over the training split."),
        Setting("learning_rate", \.learningRate, .over(0), "Adam's step size."),
        Setting("weight_decay", \.weightDecay, .atLeast(0), "Share of each weight added to its gradient (L2)."),
        Setting("lr_patience", \.learningRatePatience, .atLeast(0), "Epochs without gain before the rate falls."),
        Setting("lr_factor", \.learningRateFactor, .between(0, 1), "What the rate is multiplied by when it falls."),
        Setting("early_stop_patience", \.earlyStopPatience, .atLeast(1), "Epochs without gain before training ends."),
        Setting("max_grad_norm", \.maximumGradientNorm, .over(0), "The gradient is scaled down to this norm."),
        Setting("seed", \.signedSeed, .atLeast(0), "Where every random stream starts anew."),
    ]

    static let options: [any DeclaredOption] = settings.map(\.option)
    // A model keeps the settings that it was built with.
    static let drops: [SessionPart] = [.model, .training]
    static let uses: [SessionPart] = [.seed, .configuration, .generator]
    static let changes: [SessionPart] = [.seed, .configuration, .generator, .model, .training, .study, .importance]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        options.map { ValueDeclaration("config.\($0.name)", $0.type) }
    }

    static func run(_ arguments: Arguments, in session: Session) -> CommandResult {
        let former = session.configuration
        for setting in settings { setting.write(arguments, &session.configuration) }
        if session.configuration.seed != former.seed { session.reseed(session.configuration.seed) }
        session.model = nil
        session.training = nil
        session.study = []
        let current = settings.map { NamedValue("config.\($0.option.name)", $0.read(session.configuration)) }
        let rows = zip(settings, current).map { setting, value in
            [TableEntry.code(setting.option.name), .code(value.value.description), .text(setting.option.help)]
        }
        return CommandResult(
            [.table(Table("Configuration", columns: ["Setting", "Value", "Meaning"], rows: rows))], values: current)
    }
}

extension Configuration {
    /// The seed as notebooks write it.
    fileprivate var signedSeed: Int {
        get { Int(clamping: seed) }
        set { seed = UInt64(newValue) }
    }
}
