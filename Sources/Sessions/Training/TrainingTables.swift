import Figures
import HALT
import Notebooks

/// What a training shows in the end: its epochs as a table, and its values.
struct TrainingTables {
    private let state: TrainingState

    init(_ state: TrainingState) {
        self.state = state
    }

    static let declarations =
        [
            ValueDeclaration("train.epochs", .integer), ValueDeclaration("train.steps", .integer),
            ValueDeclaration("train.best_epoch", .integer), ValueDeclaration("train.first_loss", .real),
            ValueDeclaration("train.last_loss", .real), ValueDeclaration("train.best_macro_f1", .real),
        ] + ["loss", "macro_f1", "auroc", "accuracy"].map { ValueDeclaration("validation.\($0)", .real) }

    func result(stoppedEarly: Bool = false) -> CommandResult {
        var outputs: [Output] = []
        if !state.history.isEmpty { outputs.append(.table(epochs)) }
        if let best = state.best {
            outputs.append(
                .note(
                    "\(stoppedEarly ? "Stopped early: no gain for as long as patience lasts. " : "")"
                        + "The weights of epoch \(best.epoch) are kept, with a validation macro-F1 of "
                        + "\(fixed(best.macroF1, digits: 4))."))
        }
        return CommandResult(outputs, values: values)
    }

    private var epochs: Table { .epochs(state.history, kept: state.best?.epoch) }

    /// Empty until an epoch is finished.
    private var values: [NamedValue] {
        guard let best = state.best, let first = state.steps.losses.first, let last = state.steps.losses.last,
            let epoch = state.history.first(where: { $0.epoch == best.epoch })
        else { return [] }
        return [
            NamedValue("train.epochs", .integer(state.history.count)),
            NamedValue("train.steps", .integer(state.steps.count)),
            NamedValue("train.best_epoch", .integer(best.epoch)), NamedValue("train.first_loss", .real(first)),
            NamedValue("train.last_loss", .real(last)), NamedValue("train.best_macro_f1", .real(best.macroF1)),
            NamedValue("validation.loss", .real(epoch.validationLoss)),
            NamedValue("validation.macro_f1", .real(epoch.macroF1)), NamedValue("validation.auroc", .real(epoch.auroc)),
            NamedValue("validation.accuracy", .real(epoch.accuracy)),
        ]
    }
}

extension Table {
    /// Epochs row by row, with a mark at the one whose weights are kept.
    static func epochs(_ history: [EpochRecord], kept: Int?, title: String = "Epochs") -> Table {
        let rows = history.map { epoch in
            [
                TableEntry.integer(epoch.epoch), .scientific(epoch.trainLoss, digits: 3),
                .scientific(epoch.validationLoss, digits: 3), .real(epoch.macroF1, digits: 4),
                .real(epoch.auroc, digits: 4), .real(epoch.accuracy, digits: 4),
                .scientific(epoch.learningRate, digits: 2),
                .text(epoch.epoch == kept ? "✓" : ""),
            ]
        }
        return Table(
            title,
            columns: [
                "Epoch", "Train loss", "Validation loss", "Macro-F1", "AUROC", "Accuracy", "Learning rate", "Kept",
            ],
            rows: rows)
    }
}
