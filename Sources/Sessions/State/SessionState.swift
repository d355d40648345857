import HALT
import ReferenceRandom
import Tensors

/// All that the commands of a notebook act on, as one value.
struct SessionState {
    /// Where every random draw begins that has no seed of its own.
    var seed: UInt64 = 42
    /// What models that are built from here on multiply.
    var precision = Precision.fp32
    var configuration = Configuration()
    /// PyTorch's global generator: weights, orders and dropout are drawn from it, in this order.
    var generator = TorchGenerator(seed: 42)
    var dataset: (responses: Dataset, origin: DatasetOrigin)?
    var split: Split?
    var model: Model?
    var training: Training?
    /// Every seed's end, where several were trained.
    var study: [SeedResult] = []
    /// The importance that was computed last, for the plot that follows.
    var importance: RankedImportance?
}

/// What a dataset was made from: the same one can be made again.
enum DatasetOrigin: Codable, Sendable {
    case synthetic(SyntheticResponses)
    case simulated(SimulatedResponses)

    func dataset() -> Dataset {
        switch self {
        case .synthetic(let recipe): recipe.dataset()
        case .simulated(let recipe): recipe.dataset()
        }
    }
}

/// The importance of each feature on one part of the split.
struct RankedImportance: Codable {
    let part: SplitPart
    let result: FeatureImportance
}
