package import ReferenceRandom

/// Everything a training run is at a step boundary: a run that continues from a copy of it ends bit-identical to one
/// that was never interrupted.
package struct TrainingState: Sendable, Equatable {
    package var parameters: ParameterSet
    package var optimiser: Adam
    package var scheduler: PlateauScheduler
    /// The global generator: orders and dropout masks come from it.
    package var generator: TorchGenerator
    package var best: BestWeights?
    /// Epochs since the best one.
    package var epochsSinceBest = 0
    /// The epochs that are finished.
    package var history: [EpochRecord] = []
    /// Every step's loss and gradient norm, from the first step on.
    package var steps = StepFigures()
    /// The epoch under way, nil between epochs.
    package var epoch: EpochInProgress?
    /// Whether the patience of early stopping has run out.
    package var isExhausted = false

    /// A run that has not begun; `generator` stands where building the model left it.
    package init(_ configuration: Configuration, parameters: ParameterSet, generator: TorchGenerator) {
        self.init(
            parameters: parameters,
            optimiser: Adam(
                count: parameters.values.count, learningRate: configuration.learningRate,
                weightDecay: configuration.weightDecay),
            scheduler: PlateauScheduler(
                factor: configuration.learningRateFactor, patience: configuration.learningRatePatience),
            generator: generator)
    }

    /// Nothing is best yet, and nothing is in history.
    init(parameters: ParameterSet, optimiser: Adam, scheduler: PlateauScheduler, generator: TorchGenerator) {
        self.parameters = parameters
        self.optimiser = optimiser
        self.scheduler = scheduler
        self.generator = generator
    }
}

/// The weights of the first epoch with the highest macro-F1.
package struct BestWeights: Sendable, Equatable {
    package let parameters: ParameterSet
    /// 1 is the first.
    package let epoch: Int
    package let macroF1: Double

    package init(parameters: ParameterSet, epoch: Int, macroF1: Double) {
        self.parameters = parameters
        self.epoch = epoch
        self.macroF1 = macroF1
    }
}

/// What every step of a run came to: as many losses as norms.
package struct StepFigures: Sendable, Equatable, Codable {
    package private(set) var losses: [Double] = []
    /// L2, before clipping.
    package private(set) var gradientNorms: [Double] = []

    package var count: Int { losses.count }

    mutating func append(loss: Double, gradientNorm: Double) {
        losses.append(loss)
        gradientNorms.append(gradientNorm)
    }
}

/// An epoch between two of its steps.
package struct EpochInProgress: Sendable, Equatable, Codable {
    /// 1 is the first.
    package let number: Int
    /// The places of the training responses in the order they are taken.
    package let order: [Int]
    /// Steps that are done.
    package var stepsDone = 0
    /// The sum of their losses.
    package var lossSum = 0.0
}

/// A finished epoch. The validation figures are of its last weights.
package struct EpochRecord: Sendable, Equatable, Codable {
    /// 1 is the first.
    package let epoch: Int
    /// The mean of the steps' losses.
    package let trainLoss: Double
    package let validationLoss: Double
    package let macroF1: Double
    package let auroc: Double
    package let accuracy: Double
    /// The rate its steps were taken with.
    package let learningRate: Double
    /// The rate the scheduler left for the next epoch.
    package let nextLearningRate: Double
    /// Whether its weights are the best so far.
    package let isBest: Bool
}

/// A finished step.
package struct StepRecord: Sendable, Equatable, Codable {
    /// 1 is the first.
    package let epoch: Int
    /// 1 is the first of its epoch.
    package let step: Int
    /// The steps of an epoch.
    package let steps: Int
    package let loss: Double
    /// L2, before clipping.
    package let gradientNorm: Double
    /// The tokens of its batch.
    package let tokens: Int
    package let learningRate: Double
}

/// What a run tells while it goes on.
package enum TrainingEvent: Sendable, Equatable {
    /// An epoch begins: its number, and the order of its responses.
    case epochBegan(Int, order: [Int])
    case step(StepRecord)
    case epoch(EpochRecord)
}

/// How a run came to an end.
package enum TrainingOutcome: Sendable, Equatable {
    /// All epochs are done.
    case finished
    /// The metric did not improve for as long as patience lasts.
    case stoppedEarly
    /// `shouldStop` said so; the state continues from here.
    case stopped
}

/// A run that cannot go on.
package struct TrainingError: Error, Equatable, CustomStringConvertible {
    package let epoch: Int
    package let step: Int
    /// Not finite; nil where the ranks of the run do not have the same weights.
    package let loss: Double?

    package init(epoch: Int, step: Int, loss: Double) {
        (self.epoch, self.step, self.loss) = (epoch, step, loss)
    }

    package init(ranksDifferAtEpoch epoch: Int, step: Int) {
        (self.epoch, self.step, loss) = (epoch, step, nil)
    }

    package var description: String {
        guard let loss else {
            return """
                epoch \(epoch), step \(step): the processes do not have the same weights, so their sum means nothing; \
                start all from the same program, notebook and files
                """
        }
        return
            "epoch \(epoch), step \(step): the loss is \(loss.isNaN ? "nan" : "\(loss)"), so training has diverged; lower learning_rate or max_grad_norm"
    }
}
