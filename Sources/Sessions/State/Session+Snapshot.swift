import Files
import HALT
import ReferenceRandom
import Tensors

/// One part of a session as bytes: `restore` makes the very same part of them. Without any, the part is absent.
package typealias PartSnapshot = [[UInt8]]

/// Why bytes are not a part of a session.
package struct SnapshotProblem: Error, CustomStringConvertible {
    package let description: String
}

extension Session {
    /// The part as it is now.
    package func snapshot(of part: SessionPart) throws -> PartSnapshot {
        try withState { state in
            switch part {
            case .seed: [try Self.json(state.seed)]
            case .precision: [Array(state.precision.rawValue.utf8)]
            case .configuration: [try Self.json(state.configuration)]
            case .generator: [try Self.json(state.generator)]
            case .dataset: try state.dataset.map { [try Self.json($0.origin)] } ?? []
            case .split: try state.split.map { [try Self.json($0)] } ?? []
            case .model: state.model.map(Self.snapshot) ?? []
            case .training: try state.training.map { try Self.snapshot(of: $0, try Self.configuration(state)) } ?? []
            case .study: try state.study.isEmpty ? [] : Self.snapshot(of: state.study, try Self.configuration(state))
            case .importance: try state.importance.map { [try Self.json($0)] } ?? []
            }
        }
    }

    /// Puts a part in the place of the one that is there.
    ///
    /// Throws where the bytes are of no such part.
    package func restore(_ part: SessionPart, from snapshot: PartSnapshot) throws {
        let workers = workers
        try withState { state in
            let first = snapshot.first
            switch part {
            case .seed: state.seed = try Self.value(UInt64.self, first)
            case .precision: state.precision = try Self.precision(first)
            case .configuration: state.configuration = try Self.value(Configuration.self, first)
            case .generator: state.generator = try Self.value(TorchGenerator.self, first)
            case .dataset:
                state.dataset = try first.map { bytes in
                    try Self.value(DatasetOrigin.self, bytes).dataset()
                }
            case .split: state.split = try first.map { try Self.value(Split.self, $0) }
            case .model: state.model = try snapshot.isEmpty ? nil : Self.model(snapshot, workers)
            case .training: state.training = try snapshot.isEmpty ? nil : Self.training(snapshot)
            case .study: state.study = try snapshot.isEmpty ? [] : Self.study(snapshot)
            case .importance: state.importance = try first.map { try Self.value(RankedImportance.self, $0) }
            }
        }
    }

    /// Puts a part back to what it is before any command.
    package func reset(_ part: SessionPart) {
        let initial = SessionState()
        withState { state in
            switch part {
            case .seed: state.seed = initial.seed
            case .precision: state.precision = initial.precision
            case .configuration: state.configuration = initial.configuration
            case .generator: state.generator = initial.generator
            case .dataset: state.dataset = nil
            case .split: state.split = nil
            case .model: state.model = nil
            case .training: state.training = nil
            case .study: state.study = []
            case .importance: state.importance = nil
            }
        }
    }

    // MARK: Models

    /// Its precision, then its weights, as `save` writes them.
    private static func snapshot(of model: Model) -> PartSnapshot {
        [
            Array(model.precision.rawValue.utf8),
            WeightsFile(configuration: model.configuration, parameters: model.parameters).encoded(),
        ]
    }

    private static func model(_ snapshot: PartSnapshot, _ workers: WorkerPair) throws -> Model {
        guard snapshot.count == 2 else { throw SnapshotProblem(description: "it is no model") }
        let weights = try WeightsFile(decoding: snapshot[1], fallback: Configuration())
        return Model(
            weights.configuration, parameters: weights.parameters, workers: workers,
            precision: try precision(snapshot[0]))
    }

    /// One that this machine lacks cannot be gone on with.
    private static func precision(_ bytes: [UInt8]?) throws -> Precision {
        let name = String(decoding: bytes ?? [], as: UTF8.self)
        guard let precision = Precision(rawValue: name), precision.isAvailable else {
            throw SnapshotProblem(description: "this processor has no precision `\(name)`")
        }
        return precision
    }

    // MARK: Trainings

    /// The model's configuration, which says how the weights are laid out, then the checkpoint.
    private static func snapshot(of training: Training, _ configuration: Configuration) throws -> PartSnapshot {
        [
            try json(configuration),
            CheckpointFile(identity: training.identity, state: training.state).encoded(),
        ]
    }

    private static func training(_ snapshot: PartSnapshot) throws -> Training {
        guard snapshot.count == 2 else { throw SnapshotProblem(description: "it is no training") }
        let configuration = try value(Configuration.self, snapshot[0])
        let file = try CheckpointFile(decoding: snapshot[1], table: ParameterTable(configuration))
        return Training(identity: file.identity, state: file.state)
    }

    // MARK: Studies

    /// What a study says of a seed, beside its weights.
    private struct SeedHead: Codable {
        let seed: Int
        let epoch: Int
        let macroF1: Double
        let record: EpochRecord
    }

    /// A list of what is said of each seed, then the weights of each.
    private static func snapshot(of study: [SeedResult], _ configuration: Configuration) throws -> PartSnapshot {
        let heads = study.map {
            SeedHead(seed: $0.seed, epoch: $0.best.epoch, macroF1: $0.best.macroF1, record: $0.record)
        }
        let weights = study.map {
            WeightsFile(configuration: configuration, parameters: $0.best.parameters).encoded()
        }
        return [try json(heads)] + weights
    }

    private static func study(_ snapshot: PartSnapshot) throws -> [SeedResult] {
        let heads = try value([SeedHead].self, snapshot.first)
        guard heads.count == snapshot.count - 1 else { throw SnapshotProblem(description: "it is no study of seeds") }
        return try zip(heads, snapshot.dropFirst()).map { head, bytes in
            let weights = try WeightsFile(decoding: bytes, fallback: Configuration())
            let best = BestWeights(parameters: weights.parameters, epoch: head.epoch, macroF1: head.macroF1)
            return SeedResult(seed: head.seed, best: best, record: head.record)
        }
    }

    private static func configuration(_ state: SessionState) throws -> Configuration {
        guard let model = state.model else { throw SnapshotProblem(description: "there is a training without a model") }
        return model.configuration
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] { try ExactJSON.bytes(value) }

    private static func value<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]?) throws -> Value {
        try ExactJSON.value(type, bytes ?? [])
    }
}
