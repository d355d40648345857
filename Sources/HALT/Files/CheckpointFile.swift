import Files
import ReferenceRandom

/// A training run at a step boundary, as a safetensors file: four tensors, the rest as metadata, and a digest of all.
package struct CheckpointFile {
    package let identity: TrainingIdentity
    package let state: TrainingState

    package init(identity: TrainingIdentity, state: TrainingState) {
        self.identity = identity
        self.state = state
    }

    private static let contentKey = "haltbook.checkpoint"
    private static let digestKey = "haltbook.digest"
    private static let names = ["parameters", "first_moment", "second_moment", "best_parameters"]

    /// The bytes of the file.
    package func encoded() -> [UInt8] {
        var arrays = [state.parameters.values, state.optimiser.firstMoment, state.optimiser.secondMoment]
        if let best = state.best { arrays.append(best.parameters.values) }
        let tensors = zip(Self.names, arrays).map { NamedTensor(name: $0, shape: [$1.count], values: $1) }
        let content = stableJSON(Content(identity: identity, state))
        return Safetensors(
            tensors: tensors,
            metadata: [Self.contentKey: content, Self.digestKey: Self.digest(of: content, tensors)]
        ).encoded()
    }

    /// Reads a file's bytes, which must be whole and of the run that is asked for.
    ///
    /// - Parameter count: the number of responses to train on.
    package init(
        decoding bytes: [UInt8], for identity: TrainingIdentity, table: ParameterTable, training count: Int
    ) throws(CheckpointError) {
        let (content, tensors) = try Self.content(of: bytes)
        if let difference = content.identity.difference(from: identity) {
            throw .foreign("it belongs to another run: \(difference)")
        }
        self.identity = identity
        state = try content.state(tensors, table, training: count)
    }

    /// Reads a file's bytes, whatever run they are of.
    package init(decoding bytes: [UInt8], table: ParameterTable) throws(CheckpointError) {
        let (content, tensors) = try Self.content(of: bytes)
        identity = content.identity
        state = try content.state(tensors, table, training: content.epoch?.order.count ?? 0)
    }

    /// What a file holds, which is whole.
    private static func content(of bytes: [UInt8]) throws(CheckpointError) -> (Content, [NamedTensor]) {
        let file: Safetensors
        do {
            file = try Safetensors(decoding: bytes)
        } catch {
            throw .damaged(error.problem)
        }
        guard let text = file.metadata[Self.contentKey] else { throw .damaged("it is not a checkpoint of haltbook") }
        guard file.metadata[Self.digestKey] == Self.digest(of: text, file.tensors) else {
            throw .damaged("its digest is not that of its content")
        }
        guard let header = decoded(Header.self, stableJSON: text), header.format == Content.currentFormat else {
            throw .foreign("it was written by another version of haltbook")
        }
        guard let content = decoded(Content.self, stableJSON: text) else {
            throw .damaged("its content is not in order")
        }
        return (content, file.tensors)
    }

    private static func digest(of content: String, _ tensors: [NamedTensor]) -> String {
        var digest = SHA256()
        digest.update(Array(content.utf8))
        for tensor in tensors {
            digest.update(Array("\(tensor.name) \(tensor.shape);".utf8))
            tensor.values.withUnsafeBytes { digest.update($0) }
        }
        return SHA256.hex(digest.finalize())
    }
}

/// Why a checkpoint is refused: the reason, as in "its digest is not that of its content".
package enum CheckpointError: Error, Equatable {
    case damaged(String)
    /// Whole, and of another run.
    case foreign(String)

    package var reason: String {
        switch self {
        case .damaged(let reason), .foreign(let reason): reason
        }
    }
}

/// What alone is read of a checkpoint of whatever format.
private struct Header: Decodable {
    let format: Int
}

/// All of a state but its tensors.
private struct Content: Codable {
    /// Raised whenever the format changes, or the same run would take other steps.
    static let currentFormat = 1

    var format = currentFormat
    let identity: TrainingIdentity
    let steps: StepFigures
    let optimiserSteps: Int
    let learningRate: Double
    let weightDecay: Double
    let scheduler: PlateauScheduler
    let generator: TorchGenerator
    let bestEpoch: Int?
    let bestMacroF1: Double?
    let epochsSinceBest: Int
    let history: [EpochRecord]
    let epoch: EpochInProgress?
    let isExhausted: Bool

    init(identity: TrainingIdentity, _ state: TrainingState) {
        self.identity = identity
        steps = state.steps
        optimiserSteps = state.optimiser.steps
        learningRate = state.optimiser.learningRate
        weightDecay = state.optimiser.weightDecay
        scheduler = state.scheduler
        generator = state.generator
        bestEpoch = state.best?.epoch
        bestMacroF1 = state.best?.macroF1
        epochsSinceBest = state.epochsSinceBest
        history = state.history
        epoch = state.epoch
        isExhausted = state.isExhausted
    }

    /// The state with its tensors; whatever later code takes for granted is looked at here.
    func state(
        _ tensors: [NamedTensor], _ table: ParameterTable, training count: Int
    ) throws(CheckpointError) -> TrainingState {
        guard tensors.count == (bestEpoch == nil ? 3 : 4), tensors.allSatisfy({ $0.values.count == table.count }),
            (bestEpoch == nil) == (bestMacroF1 == nil), steps.losses.count == steps.gradientNorms.count,
            zip(history, 1...).allSatisfy({ $0.epoch == $1 }),
            optimiserSteps >= 0, epoch?.isInOrder(responses: count) ?? true
        else { throw .damaged("its content is not in order") }
        let sets = tensors.map { ParameterSet(table: table, values: $0.values) }
        var state = TrainingState(
            parameters: sets[0],
            optimiser: Adam(
                steps: optimiserSteps, firstMoment: sets[1].values, secondMoment: sets[2].values,
                learningRate: learningRate, weightDecay: weightDecay), scheduler: scheduler, generator: generator)
        if let bestEpoch, let bestMacroF1 {
            state.best = BestWeights(parameters: sets[3], epoch: bestEpoch, macroF1: bestMacroF1)
        }
        state.epochsSinceBest = epochsSinceBest
        state.history = history
        state.steps = steps
        state.epoch = epoch
        state.isExhausted = isExhausted
        return state
    }
}

extension EpochInProgress {
    /// Whether its order visits each response once.
    fileprivate func isInOrder(responses count: Int) -> Bool {
        stepsDone >= 0 && order.sorted() == Array(0..<count)
    }
}
