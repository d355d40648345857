import Figures
import HALT
import Notebooks

/// `plot history`
enum PlotHistoryCommand: Command {
    static let name = "plot history"
    static let summary = "Draws loss and validation scores by epoch."
    static let needs: [SessionPart] = [.training]
    static let shows: [NotebookPart] = [.figure]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let history = try session.requireTraining().state.history
        let chart = LineChart.history(
            trainingLoss: history.map(\.trainLoss), validationLoss: history.map(\.validationLoss),
            scores: [("macro-F1", history.map(\.macroF1)), ("AUROC", history.map(\.auroc))])
        return CommandResult([.figure(Figure(title: "Training history", chart: .lines(chart)))])
    }
}
