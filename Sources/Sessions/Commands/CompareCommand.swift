import HALT
import Notebooks
import Statistics
import Uncertainty

/// `compare test`
enum CompareCommand: Command {
    static let name = "compare"
    static let summary =
        "Sets the model beside the scores that need no training (docs/SCORES.md), a logistic regression on them, and what looks at nothing, on the same responses."
    static let options: [any DeclaredOption] = [SplitPart.operand]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] { DetectorComparison.declarations("compare") }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        let split = try session.requireSplit()
        let dataset = try session.requireDataset()
        let part = arguments.part(SplitPart.operand)
        let places = part.places(in: split)
        let responses = try session.responses(of: part)
        let labels = responses.map(\.label)
        let fitted = try FittedDetectors(session)
        var detectors = [Detector.halt(model.logits(of: responses.map(\.inputs)))]
        detectors += fitted.detectors(fittedTo: split.train, appliedTo: places)
        let (scores, leftOut) = Detector.scores(places.map { fitted.scores[$0] })
        let comparison = DetectorComparison(
            labels: labels, groups: dataset.groups.map { groups in places.map { groups[$0] } },
            detectors: detectors + scores)
        return CommandResult(
            comparison.outputs("the \(part.rawValue) split", leftOut: leftOut), values: comparison.values("compare"))
    }
}
