import HALT
import Notebooks
import ReferenceRandom

/// The same training from several seeds: how much of a result is luck.
struct SeedStudy {
    private let seeds: ClosedRange<Int>
    private var course: TrainingCourse
    private var ends: [(training: Training, result: SeedResult)] = []

    init(_ range: SeedRange, _ course: TrainingCourse) {
        seeds = range.seeds
        self.course = course
        self.course.allSteps = range.seeds.count * course.steps
    }

    static var declarations: [ValueDeclaration] {
        [ValueDeclaration("seeds.count", .integer), ValueDeclaration("seeds.kept", .integer)]
            + SeedTable.names.flatMap { name in
                ["mean", "deviation"].map { ValueDeclaration("seeds.\(name).\($0)", .real) }
            }
    }

    /// Trains every seed. A run that is asked to stop keeps what it has in checkpoints and shows the finished seeds.
    mutating func run() throws -> CommandResult {
        let session = course.session
        for seed in seeds {
            course.seed = seed
            course.earlierSteps = (seed - seeds.lowerBound) * course.steps
            let (training, outcome) = try train(seed)
            if outcome == .stopped { throw session.stopped(with: result()) }
            guard let best = training.state.best,
                let record = training.state.history.first(where: { $0.epoch == best.epoch })
            else { preconditionFailure("seed \(seed) ended without an epoch") }
            ends.append((training, SeedResult(seed: seed, best: best, record: record)))
        }
        keepBest()
        return result()
    }

    private mutating func train(_ seed: Int) throws -> (Training, TrainingOutcome) {
        let configuration = course.model.configuration
        var generator = TorchGenerator(seed: UInt64(seed))
        let parameters = ParameterSet(initialising: configuration, from: &generator)
        let state = TrainingState(configuration, parameters: parameters, generator: generator)
        do {
            return try course.run(from: Training(identity: course.identity(parameters, generator), state: state))
        } catch let error as DivergedTraining {
            var failure = CommandFailure("seed \(seed): \(error.error)", remedy: "")
            failure.partialResult = result()
            throw failure
        }
    }

    /// The highest validation macro-F1; of equal ones the lowest validation loss, then the first.
    private var best: (training: Training, result: SeedResult)? {
        ends.max { a, b in
            let (x, y) = (a.result.record, b.result.record)
            return (x.macroF1, -x.validationLoss, -a.result.seed) < (y.macroF1, -y.validationLoss, -b.result.seed)
        }
    }

    private func keepBest() {
        guard let best else { return }
        let session = course.session
        course.model.parameters = best.result.best.parameters
        session.importance = nil
        session.generator = best.training.state.generator
        session.training = best.training
        session.study = ends.map(\.result)
    }

    private func result() -> CommandResult {
        guard let best else { return CommandResult(course.warnings.map(Output.warning)) }
        var result = TrainingTables(best.training.state).result()
        let table = SeedTable(
            ends.map { end in
                (end.result.seed, SeedScores(end.result.record))
            })
        let verdict = "Seed \(best.result.seed) is the best on the validation split; its weights are the model's."
        let study = [Output.table(table.table("Seeds, on the validation split")), .note(verdict)]
        result.outputs.insert(contentsOf: study, at: 0)
        result.outputs += course.warnings.map(Output.warning)
        result.values +=
            [
                NamedValue("seeds.count", .integer(ends.count)), NamedValue("seeds.kept", .integer(best.result.seed)),
            ] + table.values
        return result
    }
}
