import Figures
import HALT
import Notebooks
import ReferenceRandom

/// `train epochs=5 seeds=1..5`
enum TrainCommand: Command {
    static let name = "train"
    static let summary =
        "Trains the model, and leaves it with the weights of the epoch that was best on the validation split; again, with more epochs, it goes on."

    private static let epochs = CommandOption<Int>(
        "epochs", fallback: "the configuration's", within: .from(1, through: 1_000_000),
        "Passes over the training split, those done before included.")
    private static let seeds = CommandOption<SeedRange>(
        "seeds", fallback: "the session's one",
        "Trains a model from each seed, keeps the one that is best on the validation split, and gives `seeds.macro_f1.mean`, `seeds.macro_f1.deviation` and the same of `loss`, `auroc` and `accuracy`."
    )
    static let options: [any DeclaredOption] = [epochs, seeds, CheckpointPolicy.option]
    static let needs: [SessionPart] = [.split, .model]
    static let gives: [SessionPart] = [.training]
    static let uses: [SessionPart] = [.configuration, .generator, .dataset, .split, .model, .training]
    static let changes: [SessionPart] = [.generator, .model, .training, .study, .importance]
    static let shows: [NotebookPart] = [.table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        TrainingTables.declarations + (arguments.given(seeds) == nil ? [] : SeedStudy.declarations)
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let model = try session.requireFittingModel()
        guard let policy = CheckpointPolicy(rawValue: arguments[CheckpointPolicy.option]) else {
            preconditionFailure("`\(arguments[CheckpointPolicy.option])` passed as a checkpoint policy")
        }
        let course = try TrainingCourse(
            session, model, epochs: arguments.given(epochs) ?? session.configuration.epochs, policy: policy)
        if let range = arguments.given(seeds) {
            var study = SeedStudy(range, course)
            return try study.run()
        }
        return try train(course, from: start(of: course))
    }

    /// Where training begins: where the session's training ended, if it was the same one, or anew.
    private static func start(of course: TrainingCourse) throws(CommandFailure) -> Training {
        let (session, model) = (course.session, course.model)
        let anew = course.identity(model.parameters, session.generator)
        guard let last = session.training, last.state.generator == session.generator,
            last.identity.settings == anew.settings, last.identity.training == anew.training,
            last.identity.validation == anew.validation
        else {
            let state = TrainingState(
                model.configuration, parameters: model.parameters, generator: session.generator)
            return Training(identity: anew, state: state)
        }
        let done = last.state.history.count
        guard done <= course.epochs else {
            throw CommandFailure(
                "the model is trained for \(done) epochs already, and \(course.epochs) are asked for",
                remedy: "write `model` before `train` to begin anew")
        }
        return last
    }

    private static func train(_ course: TrainingCourse, from start: Training) throws -> CommandResult {
        var course = course
        let session = course.session
        do {
            let (training, outcome) = try course.run(from: start)
            session.importance = nil
            session.generator = training.state.generator
            session.training = training
            session.study = []
            var result = TrainingTables(training.state).result(stoppedEarly: outcome == .stoppedEarly)
            result.outputs += course.warnings.map(Output.warning)
            if outcome == .stopped { throw session.stopped(with: result) }
            return result
        } catch let error as DivergedTraining {
            var failure = CommandFailure(error.error.description, remedy: "")
            failure.partialResult = TrainingTables(error.state).result()
            throw failure
        }
    }
}

extension Session {
    /// The end of a command that was asked to stop, with what it has until then.
    func stopped(with result: CommandResult) -> Stopped {
        var stopped = Stopped(reason: monitor.stopReason ?? .interrupted)
        stopped.partialResult = result
        return stopped
    }
}
