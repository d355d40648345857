import Clusters
import Figures
import HALT
import ReferenceRandom

/// A model's training as the session remembers it.
struct Training {
    /// What it began with.
    let identity: TrainingIdentity
    /// Where several seeds were trained, that of the one whose weights are kept.
    let state: TrainingState
}

/// What one seed of several came to.
struct SeedResult {
    let seed: Int
    /// Its best weights.
    let best: BestWeights
    /// The epoch that they are of.
    let record: EpochRecord
}

/// One training from its start, or from where it was left, to its end: checkpoints and progress.
struct TrainingCourse {
    let session: Session
    let model: Model
    let epochs: Int
    let policy: CheckpointPolicy
    /// How progress counts: steps of other seeds that were done before, and of all.
    var earlierSteps = 0
    var allSteps: Int
    /// The seed that is trained, where there are several.
    var seed: Int?
    private var prefix: String { seed.map { "seed \($0), " } ?? "" }
    /// What went wrong and does not end the run.
    private(set) var warnings: [String] = []
    private let trainer: Trainer
    private let responses: (training: [Response], validation: [Response])

    init(_ session: Session, _ model: Model, epochs: Int, policy: CheckpointPolicy) throws {
        self.session = session
        self.model = model
        self.epochs = epochs
        self.policy = policy
        responses = (try session.responses(of: .train), try session.responses(of: .validation))
        trainer = Trainer(
            model: model, training: responses.training, validation: responses.validation,
            communicator: session.communicator)
        allSteps = epochs * trainer.stepsPerEpoch
    }

    /// What a training from these weights, with the generator standing there, would be.
    func identity(_ parameters: ParameterSet, _ generator: TorchGenerator) -> TrainingIdentity {
        TrainingIdentity(
            model.configuration, parameters: parameters, generator: generator, precision: model.precision,
            training: responses.training, validation: responses.validation)
    }

    /// Trains from `start`, or from its checkpoint where that is further.
    mutating func run(from start: Training) throws -> (Training, TrainingOutcome) {
        let store = CheckpointStore(session.files, start.identity)
        var state = start.state
        if let kept = try checkpoint(in: store, state.parameters.table), kept.steps.count > state.steps.count {
            state = kept
            session.monitor.report(.line("\(prefix)\(kept.welcome(towards: epochs))"))
        }
        do {
            let outcome = try train(&state, store)
            return (Training(identity: start.identity, state: state), outcome)
        } catch let error as TrainingError {
            throw DivergedTraining(error: error, state: state)
        }
    }

    private func checkpoint(in store: CheckpointStore, _ table: ParameterTable) throws -> TrainingState? {
        guard policy != .never, !session.startsAfresh else { return nil }
        return try store.load(
            towards: epochs, table, training: responses.training.count, sharedBy: session.communicator)
    }

    private mutating func train(_ state: inout TrainingState, _ store: CheckpointStore) throws -> TrainingOutcome {
        let clock = ContinuousClock()
        let (began, first) = (clock.now, state.history.count)
        let (epochs, policy, monitor) = (epochs, policy, session.monitor)
        var problem: (any Error)?
        // By the first process alone, whose clock may decide it: nobody waits for it.
        let isKept = session.communicator.isFirst && policy != .never
        func save(_ state: TrainingState) {
            do { try store.save(state, towards: epochs) } catch { problem = error }
        }
        let outcome = try trainer.run(
            &state, epochs: epochs, report: report,
            keep: { state in
                let done = state.history.count
                if isKept, policy.keepsEpoch(after: clock.now - began, done: done - first, toCome: epochs - done) {
                    save(state)
                }
            }, shouldStop: { monitor.stopReason != nil })
        if outcome == .stopped, isKept { save(state) }
        if let problem { warnings.append("\(prefix)no checkpoint was kept: \(problem)") }
        return outcome
    }

    private func report(_ event: TrainingEvent) {
        switch event {
        case .epochBegan: break
        case .step(let step):
            let done = (step.epoch - 1) * step.steps + step.step
            session.monitor.report(
                .step(
                    done: earlierSteps + done, of: allSteps, unit: "step",
                    detail: "\(prefix)epoch \(step.epoch), loss \(short(step.loss))"))
        case .epoch(let epoch):
            session.monitor.report(.epoch(EpochReport(seed: seed, epochs: epochs, record: epoch)))
        }
    }

    /// The steps of one training of all epochs.
    var steps: Int { epochs * trainer.stepsPerEpoch }
}

extension TrainingState {
    /// What is said where a run begins with this state.
    fileprivate func welcome(towards epochs: Int) -> String {
        if isExhausted || history.count == epochs { return "all is in the checkpoint of epoch \(history.count)" }
        let place = epoch.map { "epoch \($0.number), step \($0.stepsDone)" } ?? "epoch \(history.count)"
        return "going on from the checkpoint of \(place)"
    }
}

/// Training that came to a loss which is not finite, and how far it had come.
struct DivergedTraining: Error {
    let error: TrainingError
    let state: TrainingState
}
