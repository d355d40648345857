import Dispatch
import Files
import HALT
import Tensors

/// A model that scores responses on two threads: in two copies, since one works for one caller at a time.
///
/// `free` and `lock` see to it that each copy has one user.
final class ScoringModel: @unchecked Sendable {
    /// K, how many log-probs a token it reads.
    let topK: Int
    /// SHA-256 of the file of its weights.
    let digest: String
    private let free: DispatchSemaphore
    private let lock = DispatchSemaphore(value: 1)
    private var models: [Model]

    /// What the responses may take that one copy works on: with twice as much, 5 % faster at most, and the whole takes
    /// more than 300 MB with a model of the paper's size.
    private static let memory = 32 << 20

    /// Reads a file of weights.
    init(_ path: String, _ precision: Precision) throws(Failure) {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try SafeFile.read(path)
        } catch {
            throw Failure("\(error)")
        }
        let weights: WeightsFile
        do throws(SafetensorsError) {
            weights = try WeightsFile(decoding: bytes, fallback: Configuration())
        } catch {
            throw Failure("cannot read \(path): \(error); give a file that `save` or PyTorch wrote")
        }
        topK = weights.configuration.topK
        digest = SHA256.hexDigest(of: bytes)
        models = (0..<2).map { _ in
            Model(
                weights.configuration, parameters: weights.parameters, workers: WorkerPair(threads: 1),
                precision: precision, scoringMemory: Self.memory)
        }
        free = DispatchSemaphore(value: models.count)
    }

    /// The logits of responses, which are worked on together.
    func logits(of responses: [FeatureMatrix]) -> [Float] {
        guard !responses.isEmpty else { return [] }
        free.wait()
        let model = locked { models.removeLast() }
        defer {
            locked { models.append(model) }
            free.signal()
        }
        return model.logits(of: responses)
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        lock.wait()
        defer { lock.signal() }
        return body()
    }
}
