import Clusters
import Files
import HALT

/// The checkpoints of one training, named by what it began with and how many epochs were asked for.
///
/// So a notebook that trains something else finds none, and goes back to its own when the change is taken back.
struct CheckpointStore {
    private static let ending = ".safetensors"

    private let folder: String
    private let identity: TrainingIdentity

    init(_ files: SessionFiles, _ identity: TrainingIdentity) {
        folder = files.checkpointFolder
        self.identity = identity
    }

    private var prefix: String { "\(identity.key.prefix(16))-" }

    /// The kept state that is furthest on the way to so many epochs, or nil where there is none.
    func load(towards epochs: Int, _ table: ParameterTable, training count: Int) throws -> TrainingState? {
        guard SafeFile.isFolder(folder) else { return nil }
        SafeFile.removeAbandoned(in: folder)
        let names = SafeFile.names(in: folder).filter { $0.hasPrefix(prefix) && $0.hasSuffix(Self.ending) }
        var furthest: TrainingState?
        for name in names.sorted() {
            let state = try read("\(folder)/\(name)", table, count)
            if state.reaches(epochs), state.steps.count > furthest?.steps.count ?? 0 { furthest = state }
        }
        return furthest
    }

    /// As `load`, by the first process for all.
    func load(
        towards epochs: Int, _ table: ParameterTable, training count: Int, sharedBy communicator: any Communicator
    ) throws -> TrainingState? {
        guard communicator.size > 1 else { return try load(towards: epochs, table, training: count) }
        let bytes = try communicator.fromFirst {
            guard let state = try load(towards: epochs, table, training: count) else { return [] }
            return CheckpointFile(identity: identity, state: state).encoded()
        }
        guard !bytes.isEmpty else { return nil }
        return try CheckpointFile(decoding: bytes, for: identity, table: table, training: count).state
    }

    func save(_ state: TrainingState, towards epochs: Int) throws {
        try SafeFile.makeFolder(folder)
        let path = "\(folder)/\(prefix)\(epochs)\(Self.ending)"
        try SafeFile.write(CheckpointFile(identity: identity, state: state).encoded(), to: path)
    }

    private func read(_ path: String, _ table: ParameterTable, _ count: Int) throws -> TrainingState {
        do {
            let bytes = try SafeFile.read(path)
            return try CheckpointFile(decoding: bytes, for: identity, table: table, training: count).state
        } catch let error as CheckpointError {
            throw CommandFailure(
                "the checkpoint `\(path)` cannot be used: \(error.reason)",
                remedy: "run with `--fresh` to train from scratch, or delete the file")
        }
    }
}

extension TrainingState {
    /// Whether a run of so many epochs passes through this state.
    fileprivate func reaches(_ epochs: Int) -> Bool {
        history.count < epochs || (history.count == epochs && epoch == nil)
    }
}

/// When a training run keeps checkpoints.
enum CheckpointPolicy: String, CaseIterable {
    case automatic = "auto"
    case everyEpoch = "every-epoch"
    case never

    static let option = CommandOption(
        "checkpoint", default: automatic.rawValue, choices: allCases.map(\.rawValue), changes: .procedure,
        "When to keep what training needs to go on: `auto` is every epoch of a run that takes over a minute, and where one is interrupted."
    )

    /// A run that takes longer is worth its checkpoints.
    private static let worthwhile = Duration.seconds(60)

    /// Whether to keep the state after some epochs of a run, the rest being still to come.
    func keepsEpoch(after elapsed: Duration, done: Int, toCome: Int) -> Bool {
        switch self {
        case .everyEpoch: true
        case .never: false
        case .automatic: elapsed / max(done, 1) * (done + toCome) >= Self.worthwhile
        }
    }
}
