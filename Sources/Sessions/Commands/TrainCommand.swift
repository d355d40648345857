import Figures
import HALT
import Notebooks

/// `train epochs=5`
enum TrainCommand: Command {
    static let name = "train"
    static let summary =
        "Trains the model, and leaves it with the weights of the epoch that was best on the validation split."

    private static let epochs = CommandOption<Int>(
        "epochs", fallback: "the configuration's", within: .from(1, through: 1_000_000),
        "Passes over the training split.")
    static let options: [any DeclaredOption] = [epochs]
    static let needs: [SessionPart] = [.split, .model]
    static let gives: [SessionPart] = [.training]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        [
            ValueDeclaration("train.epochs", .integer), ValueDeclaration("train.steps", .integer),
            ValueDeclaration("train.best_epoch", .integer), ValueDeclaration("train.first_loss", .real),
            ValueDeclaration("train.last_loss", .real), ValueDeclaration("train.best_macro_f1", .real),
        ] + ["loss", "macro_f1", "auroc", "accuracy"].map { ValueDeclaration("validation.\($0)", .real) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let trainer = Trainer(
            model: model, training: try session.responses(of: .train),
            validation: try session.responses(of: .validation))
        var run = TrainingRun(
            epochs: arguments.given(epochs) ?? session.configuration.epochs, stepsPerEpoch: trainer.stepsPerEpoch,
            monitor: session.monitor)
        var state = TrainingState(model.configuration, parameters: model.parameters, generator: session.generator)
        do {
            let outcome = try trainer.run(
                &state, epochs: run.epochs, report: { run.note($0) }, shouldStop: { session.monitor.stopReason != nil })
            session.importance = nil
            session.generator = state.generator
            session.training = state
            if outcome == .stopped { try stop(session, with: run.result(of: state)) }
            return run.result(of: state, stoppedEarly: outcome == .stoppedEarly)
        } catch let error as TrainingError {
            var failure = CommandFailure(error.description, remedy: "")
            failure.partialResult = run.result(of: state)
            throw failure
        }
    }

    private static func stop(_ session: Session, with result: CommandResult) throws(Stopped) {
        var stopped = Stopped(reason: session.monitor.stopReason ?? .interrupted)
        stopped.partialResult = result
        throw stopped
    }
}

/// What a run of training tells while it goes on, and shows in the end.
private struct TrainingRun {
    let epochs: Int
    let stepsPerEpoch: Int
    let monitor: Monitor
    private var losses: [Double] = []
    private var norms: [Double] = []

    init(epochs: Int, stepsPerEpoch: Int, monitor: Monitor) {
        self.epochs = epochs
        self.stepsPerEpoch = stepsPerEpoch
        self.monitor = monitor
    }

    mutating func note(_ event: TrainingEvent) {
        switch event {
        case .epochBegan: break
        case .step(let step):
            losses.append(step.loss)
            norms.append(step.gradientNorm)
            monitor.report(
                .step(
                    done: losses.count, of: epochs * stepsPerEpoch, unit: "step",
                    detail: "epoch \(step.epoch), loss \(short(step.loss))"))
        case .epoch(let epoch):
            monitor.report(
                .line(
                    "epoch \(epoch.epoch)/\(epochs)  train loss \(lossText(epoch.trainLoss))  validation loss "
                        + "\(lossText(epoch.validationLoss))  macro-F1 \(fixed(epoch.macroF1, digits: 4))  AUROC "
                        + fixed(epoch.auroc, digits: 4)))
        }
    }

    private func lossText(_ loss: Double) -> String {
        loss >= 0.001 ? fixed(loss, digits: 4) : scientific(loss, digits: 2)
    }

    func result(of state: TrainingState, stoppedEarly: Bool = false) -> CommandResult {
        var outputs: [Output] = []
        if !state.history.isEmpty { outputs.append(.table(table(of: state))) }
        if let best = state.best {
            outputs.append(
                .note(
                    "\(stoppedEarly ? "Stopped early: no gain for as long as patience lasts. " : "")"
                        + "The weights of epoch \(best.epoch) are kept, with a validation macro-F1 of "
                        + "\(fixed(best.macroF1, digits: 4))."))
        }
        return CommandResult(outputs, values: values(of: state))
    }

    private func table(of state: TrainingState) -> Table {
        let rows = state.history.map { epoch in
            [
                TableEntry.integer(epoch.epoch), .scientific(epoch.trainLoss, digits: 3),
                .scientific(epoch.validationLoss, digits: 3), .real(epoch.macroF1, digits: 4),
                .real(epoch.auroc, digits: 4), .real(epoch.accuracy, digits: 4),
                .scientific(epoch.learningRate, digits: 2),
                .text(epoch.epoch == state.best?.epoch ? "✓" : ""),
            ]
        }
        return Table(
            "Epochs",
            columns: [
                "Epoch", "Train loss", "Validation loss", "Macro-F1", "AUROC", "Accuracy", "Learning rate", "Kept",
            ],
            rows: rows)
    }

    /// Empty until an epoch is finished.
    private func values(of state: TrainingState) -> [NamedValue] {
        guard let best = state.best, let first = losses.first, let last = losses.last,
            let epoch = state.history.first(where: { $0.epoch == best.epoch })
        else { return [] }
        return [
            NamedValue("train.epochs", .integer(state.history.count)),
            NamedValue("train.steps", .integer(losses.count)),
            NamedValue("train.best_epoch", .integer(best.epoch)), NamedValue("train.first_loss", .real(first)),
            NamedValue("train.last_loss", .real(last)), NamedValue("train.best_macro_f1", .real(best.macroF1)),
            NamedValue("validation.loss", .real(epoch.validationLoss)),
            NamedValue("validation.macro_f1", .real(epoch.macroF1)), NamedValue("validation.auroc", .real(epoch.auroc)),
            NamedValue("validation.accuracy", .real(epoch.accuracy)),
        ]
    }
}
