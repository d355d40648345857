package import Clusters
import Files
package import HALT
import LogProbs
import Notebooks
package import ReferenceRandom
package import Tensors

/// What the commands of a notebook act on, one after the other.
///
/// It notes which of its parts are used and changed, so that what a command declares of itself can be held against it.
package final class Session {
    package let files: SessionFiles
    package var monitor: Monitor
    /// Whether checkpoints of earlier runs are passed over.
    package let startsAfresh: Bool
    /// The processes that run the notebook together, every one all of it; they share the work of training.
    package let communicator: any Communicator

    package private(set) var threads: Int
    /// What this machine multiplies.
    package var availablePrecisions = Precision.allCases.filter(\.isAvailable)
    /// The files that were read since the last `takeFiles`, by path, with the digest of what was read.
    var filesRead: [String: String] = [:]
    /// The files that were written since then.
    var filesWritten: [(path: String, bytes: [UInt8])] = []
    /// The parts that were used and changed since the last `forgetAccess`.
    package private(set) var access = SessionAccess()
    private var state = SessionState()

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
    }

    // MARK: Its parts, each use and change of which is noted

    package private(set) var seed: UInt64 {
        get { reading(.seed).seed }
        set { changing(.seed) { $0.seed = newValue } }
    }
    package private(set) var precision: Precision {
        get { reading(.precision).precision }
        set { changing(.precision) { $0.precision = newValue } }
    }
    package var configuration: Configuration {
        get { reading(.configuration).configuration }
        set { changing(.configuration) { $0.configuration = newValue } }
    }
    package var generator: TorchGenerator {
        get { reading(.generator).generator }
        set { changing(.generator) { $0.generator = newValue } }
    }
    package var dataset: Dataset? { reading(.dataset).dataset?.responses }
    /// The dataset's responses as servers wrote them, where that is where they come from.
    var tokenized: [TokenizedResponse]? { reading(.dataset).dataset?.tokenized }
    /// The scores that came with the dataset's responses.
    var measured: MeasuredScores { reading(.dataset).dataset?.measured ?? .none }
    /// How long a language model took to write the dataset's responses, in seconds, where one of this session did.
    var secondsToWrite: Double? {
        guard case .file(let file)? = reading(.dataset).dataset?.origin else { return nil }
        return file.secondsToWrite
    }
    func use(_ dataset: SessionDataset) {
        changing(.dataset) { $0.dataset = dataset }
    }
    package var split: Split? {
        get { reading(.split).split }
        set { changing(.split) { $0.split = newValue } }
    }
    package var model: Model? {
        get { reading(.model).model }
        set {
            changing(.model) { $0.model = newValue }
            importance = nil
        }
    }
    var training: Training? {
        get { reading(.training).training }
        set { changing(.training) { $0.training = newValue } }
    }
    var study: [SeedResult] {
        get { reading(.study).study }
        set { changing(.study) { $0.study = newValue } }
    }
    var importance: RankedImportance? {
        get { reading(.importance).importance }
        set { changing(.importance) { $0.importance = newValue } }
    }

    private func reading(_ part: SessionPart) -> SessionState {
        // What a command has made itself it may use.
        if !access.changed.contains(part) { access.used.insert(part) }
        return state
    }

    private func changing(_ part: SessionPart, _ change: (inout SessionState) -> Void) {
        access.changed.insert(part)
        change(&state)
    }

    /// Notes from here on what is touched.
    package func forgetAccess() { access = SessionAccess() }

    /// The files that were read and written since this was last asked.
    package func takeFiles() -> (read: [String: String], written: [(path: String, bytes: [UInt8])]) {
        defer { (filesRead, filesWritten) = ([:], []) }
        return (filesRead, filesWritten)
    }

    /// The state as it is, which is no use of it.
    func withState<Result>(_ body: (inout SessionState) throws -> Result) rethrows -> Result {
        try body(&state)
    }

    // MARK: Setting up

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
    package var precisionName: String { withState { $0.precision.rawValue } }

    var workers: WorkerPair { WorkerPair(threads: threads) }

    // MARK: What must be there

    // The checker sees to the order of commands, so these fail only where an earlier cell did, and was let pass.

    func requireDataset() throws(CommandFailure) -> Dataset {
        guard let dataset else { throw Self.missing(.dataset) }
        return dataset
    }

    /// Throws where the dataset has nothing that HALT could read, or a score could be made of.
    func requireLogProbs() throws(CommandFailure) {
        guard let dataset = reading(.dataset).dataset, !dataset.hasLogProbs else { return }
        throw CommandFailure(
            "the dataset has scores of its responses, and no log-probs",
            remedy: "read responses with their log-probs by `dataset responses`")
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
        try requireLogProbs()
        try requireWidth(of: model.configuration)
        return model
    }

    private static func missing(_ part: SessionPart) -> CommandFailure {
        CommandFailure("there is no \(part.rawValue), since an earlier cell failed", remedy: "mend that one first")
    }

    /// The places of the dataset's responses in a part of the split.
    func places(of part: SplitPart) throws(CommandFailure) -> [Int] {
        let places = part.places(in: try requireSplit())
        guard !places.isEmpty else {
            throw CommandFailure(
                "the \(part.rawValue) split is empty", remedy: "give it a share of the dataset in `split`")
        }
        guard let last = places.max(), last < (try requireDataset()).count else {
            throw CommandFailure("the split is of another dataset", remedy: "write `split` again after `dataset`")
        }
        return places
    }

    /// The responses of a part of the split, with what HALT reads of them.
    func responses(of part: SplitPart) throws(CommandFailure) -> [Response] {
        try requireLogProbs()
        return try requireDataset().subset(try places(of: part))
    }
}

/// The parts of a session that some work touched.
package struct SessionAccess: Sendable {
    package var used: Set<SessionPart> = []
    package var changed: Set<SessionPart> = []
}
