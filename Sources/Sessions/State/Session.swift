package import Clusters
package import HALT
import Notebooks
package import ReferenceRandom
package import Tensors

/// What the commands of a notebook act on, one after the other.
package final class Session {
    package let files: SessionFiles
    package var monitor: Monitor
    /// Whether checkpoints of earlier runs are passed over.
    package let startsAfresh: Bool
    /// The processes that run the notebook together, every one all of it; they share the work of training.
    package let communicator: any Communicator

    /// Where every random draw begins that has no seed of its own.
    package private(set) var seed: UInt64 = 42
    package private(set) var threads: Int
    /// What models that are built from here on multiply.
    package private(set) var precision = Precision.fp32
    /// What this machine multiplies.
    package var availablePrecisions = Precision.allCases.filter(\.isAvailable)
    package var configuration = Configuration()
    /// PyTorch's global generator: weights, orders and dropout are drawn from it, in this order.
    package var generator: TorchGenerator

    package var dataset: Dataset?
    package var split: Split?
    package var model: Model? {
        didSet { importance = nil }
    }
    var training: Training?
    /// The importance that was computed last, for the plot that follows.
    var importance: (part: SplitPart, result: FeatureImportance)?

    package init(
        files: SessionFiles, startsAfresh: Bool = false, monitor: Monitor = Monitor(),
        communicator: any Communicator = SingleProcess()
    ) {
        self.files = files
        self.startsAfresh = startsAfresh
        self.monitor = monitor
        self.communicator = communicator
        self.monitor.communicator = communicator
        threads = min(2, Machine.cores(sharedBy: communicator.localSize))
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

    /// Throws where the machine does not multiply in that precision.
    package func use(precision: Precision) throws(CommandFailure) {
        guard availablePrecisions.contains(precision) else {
            throw CommandFailure(
                "this processor has no instructions for `precision=\(precision.rawValue)`",
                remedy: "write `precision=fp32`, or run on a machine with AVX512-BF16 or AMX")
        }
        self.precision = precision
    }

    /// As it stands in the record.
    package var precisionName: String { precision.rawValue }

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

    func requireTraining() throws(CommandFailure) -> Training {
        guard let training else { throw Self.missing(.training) }
        return training
    }

    /// The model, which must read what the dataset holds.
    func requireFittingModel() throws(CommandFailure) -> Model {
        let model = try requireModel()
        try requireWidth(of: model.configuration)
        return model
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
