import Figures
import HALT
import Notebooks

/// `plot correlation split=validation`
enum PlotCorrelationCommand: Command {
    static let name = "plot correlation"
    static let summary =
        "Draws how the mean of each engineered feature over a response's real tokens moves with its logit."

    private static let part = SplitPart.option(default: .validation)
    static let options: [any DeclaredOption] = [part]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model]
    static let shows: [NotebookPart] = [.figure]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        FeatureMatrix.engineeredNames.map { ValueDeclaration("correlation.\($0)", .real) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let result = model.featureCorrelation(on: try session.responses(of: arguments.part(part)).map(\.inputs))
        let pairs = zip(result.names, result.coefficients).map { (name: $0, value: $1) }
        let chart = HeatMap.correlations(with: "logit", pairs, measure: "Pearson correlation")
        return CommandResult(
            [.figure(Figure(title: "Correlation of features with the logit", chart: .heatMap(chart)))],
            values: pairs.map { NamedValue("correlation.\($0.name)", .real($0.value)) })
    }
}
