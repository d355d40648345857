import HALT
import LogProbs
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
    var dataset: SessionDataset?
    var split: Split?
    var model: Model?
    var training: Training?
    /// Every seed's end, where several were trained.
    var study: [SeedResult] = []
    /// The importance that was computed last, for the plot that follows.
    var importance: RankedImportance?
}

/// A dataset with all that is known of it.
struct SessionDataset {
    let responses: Dataset
    let origin: DatasetOrigin
    /// The responses as servers wrote them, in the same order, where that is where they come from.
    var tokenized: [TokenizedResponse]?
    var measured = MeasuredScores.none

    init(responses: Dataset, origin: DatasetOrigin) {
        self.responses = responses
        self.origin = origin
    }

    init(_ content: FileResponses.Content, origin: DatasetOrigin) {
        self.init(responses: content.dataset, origin: origin)
        tokenized = content.responses
        measured = MeasuredScores(content.responses.map(\.scores))
    }

    /// Whether there is something for HALT to read.
    var hasLogProbs: Bool { responses.responses.contains { $0.inputs.tokens > 0 } }
}

/// What a dataset was made from: the same one can be made again.
enum DatasetOrigin: Codable, Sendable {
    case synthetic(SyntheticResponses)
    case simulated(SimulatedResponses)
    case file(FileResponses)
    case scores(FileScores)

    func dataset() throws -> SessionDataset {
        switch self {
        case .simulated(let recipe): return SessionDataset(responses: recipe.dataset(), origin: self)
        case .synthetic(let recipe): return SessionDataset(responses: recipe.dataset(), origin: self)
        case .scores(let file): return SessionDataset(try file.table(), origin: self)
        case .file(let file): return SessionDataset(file.content(), origin: self)
        }
    }
}

/// The importance of each feature on one part of the split.
struct RankedImportance: Codable {
    let part: SplitPart
    let result: FeatureImportance
}
