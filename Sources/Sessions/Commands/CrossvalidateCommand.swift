import Figures
import HALT
import Notebooks
import ReferenceRandom
import Statistics

/// `crossvalidate folds=3 epochs=10`
enum CrossvalidateCommand: Command {
    static let name = "crossvalidate"
    static let summary =
        "Trains a model of the configuration on all folds but one, in turn, and sets what each says of its fold beside the other detectors, as `compare` does; responses to one question stay in one fold. The session's own model stays as it is."

    private static let folds = CommandOption("folds", default: 3, within: .from(2, through: 20), "How many folds.")
    private static let epochs = CommandOption<Int>(
        "epochs", fallback: "the configuration's", within: .from(1, through: 1_000_000), "Passes over the other folds.")
    private static let share = CommandOption(
        "share", default: 1.0, within: .from(0.01, through: 1),
        "Which share of the other folds' questions is learnt from: a row of shares makes a learning curve.")
    static let options: [any DeclaredOption] = [folds, epochs, share, SharedOptions.seed]
    static let needs: [SessionPart] = [.dataset]
    static let uses: [SessionPart] = [.dataset, .configuration, .precision, .seed]
    static let shows: [NotebookPart] = [.figure, .table]

    /// The share of the other folds that chooses the best epoch.
    private static let validationShare = 0.15

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        DetectorComparison.declarations("crossvalidate") + [ValueDeclaration("crossvalidate.learnt_from", .integer)]
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let dataset = try session.requireDataset()
        try session.requireWidth(of: session.configuration)
        let seed = arguments.seed(in: session)
        var generator = NumPyGenerator(seed: seed)
        let items = dataset.items ?? Array(0..<dataset.count)
        let parts = groupedFolds(
            strata: dataset.strata, items: items, folds: arguments[folds], using: &generator)
        let fitted = try FittedDetectors(session)
        var course = FoldCourse(
            session: session, dataset: dataset, items: items, seed: seed,
            epochs: arguments.given(epochs) ?? session.configuration.epochs, folds: arguments[folds])
        var scores: [String: [Double]] = [:]
        var order: [Detector] = []
        var learntFrom = 0
        for fold in 0..<arguments[folds] {
            let places = parts.indices.filter { parts[$0] == fold }
            let others = course.share(
                arguments[share], of: parts.indices.filter { parts[$0] != fold }, using: &generator)
            learntFrom += others.count
            let logits = try course.logits(of: places, trainedOn: others, fold: fold, validation: validationShare)
            order = [.halt(logits)] + fitted.detectors(fittedTo: others, appliedTo: places)
            for detector in order {
                for (place, score) in zip(places, detector.scores) {
                    scores[detector.name, default: Array(repeating: 0, count: dataset.count)][place] = score
                }
            }
        }
        let learned = order.map { detector in
            Detector(
                name: detector.name, title: detector.title, direction: detector.direction,
                scores: scores[detector.name] ?? [])
        }
        let (free, leftOut) = Detector.scores(fitted.scores)
        let comparison = DetectorComparison(
            labels: dataset.responses.map(\.label), groups: dataset.groups, detectors: learned + free)
        let place = "\(arguments[folds]) folds, each by what the others taught"
        return CommandResult(
            comparison.outputs(place, leftOut: leftOut),
            values: comparison.values("crossvalidate") + [
                NamedValue("crossvalidate.learnt_from", .integer(learntFrom / arguments[folds]))
            ])
    }
}

/// The trainings of a cross-validation, each from weights of its own.
private struct FoldCourse {
    let session: Session
    let dataset: Dataset
    let items: [Int]
    let seed: UInt64
    let epochs: Int
    let folds: Int

    /// A share of the questions that some responses answer, with all responses to them.
    func share(_ share: Double, of places: [Int], using generator: inout NumPyGenerator) -> [Int] {
        guard share < 1 else { return places }
        let strata = dataset.strata
        let parts = groupedParts(
            strata: numbered(places.map { strata[$0] }), items: numbered(places.map { items[$0] }),
            shares: [share, 1 - share], using: &generator)
        return zip(places, parts).filter { $0.1 == 0 }.map(\.0)
    }

    /// What a model says of some responses that was trained on others.
    mutating func logits(
        of places: [Int], trainedOn others: [Int], fold: Int, validation share: Double
    ) throws -> [Float] {
        var split = NumPyGenerator(seed: seed + UInt64(fold) + 1)
        let strata = dataset.strata
        let parts = groupedParts(
            strata: numbered(others.map { strata[$0] }), items: numbered(others.map { items[$0] }),
            shares: [1 - share, share], using: &split)
        let training = zip(others, parts).filter { $0.1 == 0 }.map { dataset.responses[$0.0] }
        let validation = zip(others, parts).filter { $0.1 == 1 }.map { dataset.responses[$0.0] }
        guard !training.isEmpty, !validation.isEmpty else {
            throw CommandFailure("a fold leaves nothing to train on", remedy: "take fewer folds or more responses")
        }
        var generator = TorchGenerator(seed: seed + UInt64(fold))
        let model = try Model(
            session.configuration, generator: &generator, workers: session.workers, precision: session.precision)
        let trainer = Trainer(
            model: model, training: training, validation: validation, communicator: session.communicator)
        var state = TrainingState(model.configuration, parameters: model.parameters, generator: generator)
        let (monitor, total) = (session.monitor, epochs * trainer.stepsPerEpoch)
        let outcome = try trainer.run(
            &state, epochs: epochs,
            report: { event in
                guard case .step(let step) = event, step.step == step.steps else { return }
                monitor.report(
                    .step(
                        done: step.epoch * step.steps, of: total, unit: "steps",
                        detail: "fold \(fold + 1)/\(folds), epoch \(step.epoch)/\(epochs)"))
            }, shouldStop: { monitor.stopReason != nil })
        if outcome == .stopped { throw session.stopped(with: CommandResult()) }
        return model.logits(of: places.map { dataset.responses[$0].inputs })
    }
}
