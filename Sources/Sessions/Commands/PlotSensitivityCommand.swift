import Figures
import HALT
import Notebooks

/// `plot sensitivity strength=0.5`
enum PlotSensitivityCommand: Command {
    static let name = "plot sensitivity"
    static let summary = "Draws how far the logit moves when noise of its own size disturbs one engineered feature."

    private static let part = SplitPart.option(default: .validation)
    private static let strength = CommandOption(
        "strength", default: 0.5, within: .from(0, through: 100),
        "The noise, in deviations of the feature over the response.")
    static let options: [any DeclaredOption] = [part, strength, SharedOptions.seed]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model, .seed]
    static let shows: [NotebookPart] = [.figure]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        FeatureMatrix.engineeredNames.map { ValueDeclaration("sensitivity.\($0)", .real) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let result = model.sensitivity(
            on: try session.responses(of: arguments.part(part)).map(\.inputs), strength: arguments[strength],
            seed: arguments.seed(in: session))
        let bars = result.names.indices.map { index in
            BarChart.Bar(
                result.names[index], result.means[index],
                interval: Figures.Interval(
                    about: result.means[index], deviation: result.deviations[index], nonNegative: true))
        }
        let chart = BarChart(
            category: "feature", value: Axis("mean |change of the logit|", limits: 0...1e100), bars: bars,
            direction: .vertical, intervalName: "one deviation over responses")
        return CommandResult(
            [.figure(Figure(title: "Sensitivity of the logit to disturbed features", chart: .bars(chart)))],
            values: zip(result.names, result.means).map { NamedValue("sensitivity.\($0)", .real($1)) })
    }
}
