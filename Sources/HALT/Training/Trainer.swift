package import Clusters
import ReferenceRandom

/// The training loop of the original (appendix B): Adam, clipping, a learning rate that falls on a plateau, early stop,
/// and the best weights restored. All it knows between two steps is in a `TrainingState`.
package struct Trainer {
    /// Left with the best weights when a run ends.
    package let model: Model
    private let training: [Response]
    private let validation: [Response]
    private let communicator: any Communicator
    private var configuration: Configuration { model.configuration }

    /// - Parameter communicator: the processes that train together, each with an equal model and equal responses.
    /// - Precondition: there is at least one response to train on.
    package init(
        model: Model, training: [Response], validation: [Response], communicator: any Communicator = SingleProcess()
    ) {
        precondition(!training.isEmpty, "no response to train on")
        self.model = model
        self.training = training
        self.validation = validation
        self.communicator = communicator
    }

    /// The steps of an epoch.
    package var stepsPerEpoch: Int {
        (training.count + configuration.batchSize - 1) / configuration.batchSize
    }

    /// Runs until `epochs` epochs are done in all, counting those of `state`.
    ///
    /// - Parameters:
    ///   - report: told of each epoch and step as it happens.
    ///   - keep: given the state whenever an epoch is done.
    ///   - shouldStop: asked before each step; true ends the run there, and `state` continues it. It must say the same
    ///     on all ranks.
    /// - Throws: `TrainingError` when a loss is not finite; `state` is then that of the step before.
    package func run(
        _ state: inout TrainingState, epochs: Int, report: (TrainingEvent) -> Void = { _ in },
        keep: (TrainingState) -> Void = { _ in }, shouldStop: () -> Bool = { false }
    ) throws(TrainingError) -> TrainingOutcome {
        model.load(state.parameters)
        defer { model.parameters = state.best?.parameters ?? state.parameters }
        var gradients = ParameterSet(zeros: state.parameters.table)
        while state.history.count < epochs, !state.isExhausted {
            if state.epoch == nil {
                let order = EpochOrder.shuffled(training.count, from: &state.generator)
                let epoch = EpochInProgress(number: state.history.count + 1, order: order)
                state.epoch = epoch
                report(.epochBegan(epoch.number, order: order))
            }
            while let epoch = state.epoch, epoch.stepsDone < stepsPerEpoch {
                if shouldStop() { return .stopped }
                report(.step(try step(&state, epoch, &gradients)))
            }
            if let record = finishEpoch(&state) { report(.epoch(record)) }
            keep(state)
        }
        return state.isExhausted ? .stoppedEarly : .finished
    }

    /// One batch: loss, gradients, clipping, Adam.
    private func step(
        _ state: inout TrainingState, _ epoch: EpochInProgress, _ gradients: inout ParameterSet
    ) throws(TrainingError) -> StepRecord {
        let first = epoch.stepsDone * configuration.batchSize
        let batch = epoch.order[first..<min(first + configuration.batchSize, training.count)].map { training[$0] }
        var generator: TorchGenerator? = state.generator
        let shared = model.accumulate(
            batch, &generator, into: &gradients, weights: state.parameters, sharedBy: communicator)
        guard let loss = shared else {
            throw TrainingError(ranksDifferAtEpoch: epoch.number, step: epoch.stepsDone + 1)
        }
        guard loss.isFinite else { throw TrainingError(epoch: epoch.number, step: epoch.stepsDone + 1, loss: loss) }
        if let generator { state.generator = generator }
        let clipping = GradientClipping(gradients, limit: configuration.maximumGradientNorm)
        state.optimiser.step(&state.parameters.values, gradients.values, scale: clipping.factor)
        model.load(state.parameters)
        state.epoch?.stepsDone += 1
        state.epoch?.lossSum += loss
        state.steps.append(loss: loss, gradientNorm: Double(clipping.norm))
        return StepRecord(
            epoch: epoch.number, step: epoch.stepsDone + 1, steps: stepsPerEpoch, loss: loss,
            gradientNorm: Double(clipping.norm), tokens: batch.reduce(0) { $0 + $1.inputs.tokens },
            learningRate: state.optimiser.learningRate)
    }

    /// Validation, scheduler, best weights and patience.
    private func finishEpoch(_ state: inout TrainingState) -> EpochRecord? {
        guard let epoch = state.epoch else { return nil }
        _ = EpochOrder.inOrder(validation.count, from: &state.generator)
        let evaluation = model.evaluate(validation, sharedBy: communicator)
        let rate = state.optimiser.learningRate
        state.optimiser.learningRate = state.scheduler.step(evaluation.macroF1, learningRate: rate)
        let isBest = state.best.map { evaluation.macroF1 > $0.macroF1 } ?? true
        if isBest {
            state.best = BestWeights(
                parameters: state.parameters, epoch: epoch.number, macroF1: evaluation.macroF1)
            state.epochsSinceBest = 0
        } else {
            state.epochsSinceBest += 1
            state.isExhausted = state.epochsSinceBest >= configuration.earlyStopPatience
        }
        let record = EpochRecord(
            epoch: epoch.number, trainLoss: epoch.lossSum / Double(stepsPerEpoch), validationLoss: evaluation.loss,
            macroF1: evaluation.macroF1, auroc: evaluation.auroc, accuracy: evaluation.accuracy, learningRate: rate,
            nextLearningRate: state.optimiser.learningRate, isBest: isBest)
        state.history.append(record)
        state.epoch = nil
        return record
    }
}
