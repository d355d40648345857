import HALT
import Notebooks

/// `check shapes`
enum CheckShapesCommand: Command {
    static let name = "check shapes"
    static let summary =
        "Sends a random batch of four responses through the model, and verifies shapes, loss and gradients."
    static let needs: [SessionPart] = [.model]
    static let uses: [SessionPart] = [.model, .seed]
    static let shows: [NotebookPart] = [.table]

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        // A stream of its own: looking at the model must not change what training draws.
        let check = try session.requireModel().checkShapes(seed: session.seed)
        let table = Table(
            "Shape check",
            pairs: [
                ("Input", .code(check.inputShape.written)), ("Output", .code(check.outputShape.written)),
                ("Loss", .real(check.loss, digits: 4)),
                ("Parameters without gradient", .integer(check.withoutGradient.count)),
            ])
        let outcome = CheckOutcome(
            "one finite logit a response, and a gradient for every parameter", passed: check.passes,
            detail: check.withoutGradient.isEmpty ? "" : "none for \(check.withoutGradient.joined(separator: ", "))")
        return try CommandResult([.table(table), .check(outcome)]).failing(
            unless: check.passes, "the shape check failed")
    }
}

extension [Int] {
    fileprivate var written: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}

extension CommandResult {
    /// The result, or a failure that shows it.
    func failing(unless passes: Bool, _ problem: String) throws(CommandFailure) -> CommandResult {
        if passes { return self }
        var failure = CommandFailure(problem, remedy: "see what it found above")
        failure.partialResult = self
        throw failure
    }
}
