import Figures
import HALT
import Notebooks

/// `plot importance top=10`
enum PlotImportanceCommand: Command {
    static let name = "plot importance"
    static let summary = "Draws the features that the logit leans on most."

    private static let part = CommandOption<String>(
        "split", fallback: "that of the last `importance`, else validation",
        choices: SplitPart.allCases.map(\.rawValue), "Which responses to look at.")
    static let options: [any DeclaredOption] = [ImportanceCommand.top, part]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model, .importance]
    static let changes: [SessionPart] = [.importance]
    static let shows: [NotebookPart] = [.figure]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let named = arguments.given(part).flatMap(SplitPart.init(rawValue:))
        let importance = try session.importance(of: named ?? session.importance?.part ?? .validation)
        let bars = importance.ranking.prefix(arguments[ImportanceCommand.top]).map { BarChart.Bar($0.name, $0.share) }
        let chart = BarChart(category: "feature", value: Axis("share of gradient × input", ticks: .percent), bars: bars)
        return CommandResult([.figure(Figure(title: "Feature importance (gradient × input)", chart: .bars(chart)))])
    }
}
