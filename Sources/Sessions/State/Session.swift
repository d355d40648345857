package import HALT
import Notebooks
package import ReferenceRandom
import Tensors

/// What the commands of a notebook act on, one after the other.
package final class Session {
    package let files: SessionFiles
    package var monitor: Monitor

    /// Where every random draw begins that has no seed of its own.
    package private(set) var seed: UInt64 = 42
    package private(set) var threads: Int
    package var configuration = Configuration()
    /// PyTorch's global generator: weights, orders and dropout are drawn from it, in this order.
    package var generator: TorchGenerator

    package var dataset: Dataset?
    package var split: Split?
    package var model: Model? {
        didSet { importance = nil }
    }
    package var training: TrainingState?
    /// The importance that was computed last, for the plot that follows.
    var importance: (part: SplitPart, result: FeatureImportance)?

    package init(files: SessionFiles, monitor: Monitor = Monitor()) {
        self.files = files
        self.monitor = monitor
        threads = min(2, Machine.cores)
        generator = TorchGenerator(seed: 42)
    }

    /// Starts all randomness anew.
    package func reseed(_ seed: UInt64) {
        self.seed = seed
        configuration.seed = seed
        generator = TorchGenerator(seed: seed)
    }

    package func use(threads: Int) {
        self.threads = threads
    }

    var workers: WorkerPair { WorkerPair(threads: threads) }

    // MARK: What must be there

    // The checker sees to the order of commands, so these fail only where an earlier cell did, and was let pass.

    func requireDataset() throws(CommandFailure) -> Dataset {
        guard let dataset else { throw Self.missing(.dataset) }
        return dataset
    }

    func requireSplit() throws(CommandFailure) -> Split {
        guard let split else { throw Self.missing(.split) }
        return split
    }

    func requireModel() throws(CommandFailure) -> Model {
        guard let model else { throw Self.missing(.model) }
        return model
    }

    func requireTraining() throws(CommandFailure) -> TrainingState {
        guard let training else { throw Self.missing(.training) }
        return training
    }

    private static func missing(_ part: SessionPart) -> CommandFailure {
        CommandFailure("there is no \(part.rawValue), since an earlier cell failed", remedy: "mend that one first")
    }

    /// The responses of a part of the split.
    func responses(of part: SplitPart) throws(CommandFailure) -> [Response] {
        let split = try requireSplit()
        let places = part.places(in: split)
        let dataset = try requireDataset()
        guard let last = places.max(), last < dataset.count else {
            throw CommandFailure("the split is of another dataset", remedy: "write `split` again after `dataset`")
        }
        return dataset.subset(places)
    }
}

/// A part of the split, by the word that notebooks use.
enum SplitPart: String, CaseIterable {
    case train, validation, test

    func places(in split: Split) -> [Int] {
        switch self {
        case .train: split.train
        case .validation: split.validation
        case .test: split.test
        }
    }

    /// The option that names one.
    static func option(default part: SplitPart) -> CommandOption<String> {
        CommandOption("split", default: part.rawValue, choices: allCases.map(\.rawValue), "Which responses to look at.")
    }

    /// The plain word that names one.
    static let operand = CommandOption<String>(
        "split", operand: true, choices: allCases.map(\.rawValue), "Which part of the split.")
}

extension Arguments {
    /// The part that an option names; its choices leave no other.
    func part(_ option: CommandOption<String>) -> SplitPart {
        guard let part = SplitPart(rawValue: self[option]) else {
            preconditionFailure("`\(self[option])` passed as a part of the split")
        }
        return part
    }
}
