import HALT
import Notebooks

/// `check gradients`
enum CheckGradientsCommand: Command {
    static let name = "check gradients"
    static let summary =
        "Follows the gradient from the loss to every parameter and input, and holds it against central differences; in single precision always."
    static let needs: [SessionPart] = [.model]
    static let uses: [SessionPart] = [.model, .seed]
    static let shows: [NotebookPart] = [.table]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireModel()
        // Always in single precision: a difference of two losses shows nothing once their products were rounded to 8 bits.
        let exact = Model(model.configuration, parameters: model.parameters, workers: session.workers)
        let check = exact.checkGradients(seed: session.seed)
        let worst = check.comparisons.sorted { $0.difference > $1.difference }.prefix(5)
        let rows = worst.map { comparison in
            [
                TableEntry.code(comparison.parameter), .scientific(comparison.analytic, digits: 3),
                .scientific(comparison.numeric, digits: 3), .scientific(comparison.difference, digits: 1),
            ]
        }
        let outcomes = [
            CheckOutcome("the gradient reaches the inputs", passed: check.reachesInputs, detail: ""),
            CheckOutcome(
                "every parameter has a gradient", passed: check.withoutGradient.isEmpty,
                detail: check.withoutGradient.joined(separator: ", ")),
            CheckOutcome(
                "gradients agree with central differences", passed: check.worstDifference <= GradientCheck.tolerance,
                detail: "\(check.comparisons.count) parameters compared"),
        ]
        let table = Table(
            "Gradients furthest from central differences",
            columns: ["Parameter", "Gradient", "Difference quotient", "Relative difference"], rows: rows)
        return try CommandResult([.table(table)] + outcomes.map(Output.check))
            .failing(unless: check.passes, "the gradient check failed")
    }
}
