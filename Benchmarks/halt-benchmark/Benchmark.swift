import Glibc
import HALT
import ReferenceRandom
import Tensors

/// Times the engine on the work of the peer's script: a training step of 512 responses, scoring 600 and one.
@main struct Benchmark {
    /// Multiply-adds a token of a forward pass through the paper's model; training counts three times as many.
    static let forwardProducts = 5.31e6

    static func main() throws {
        let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 3
        let workers = WorkerPair(threads: 2)
        let rate = productRate(workers)
        line("dnnl_sgemm 2048 x 2048 x 2048, one on each worker", "\(rounded(rate / 1e9)) GFLOP/s")

        let dataSeconds = seconds { _ = SyntheticResponses().dataset() }
        line("synthetic dataset, 4000 responses with features", "\(rounded(dataSeconds * 1e3)) ms")

        var generator = TorchGenerator(seed: 42)
        let model = try Model(Configuration(), generator: &generator, workers: workers)
        var numbers = NumPyGenerator(seed: 42)
        score(model, &numbers, runs)
        train(model, &numbers, generator, runs, rate)
        line("peak memory", "\(peakMemory() >> 20) MiB")
    }

    private static func train(
        _ model: Model, _ numbers: inout NumPyGenerator, _ generator: TorchGenerator, _ runs: Int, _ rate: Double
    ) {
        let batch = batch(512, &numbers)
        let tokens = batch.reduce(0) { $0 + $1.inputs.tokens }
        var trainer = BenchmarkStep(model: model, batch: batch, generator: generator)
        trainer.run()
        let time = median((0..<runs).map { _ in seconds { trainer.run() } })
        let operations = 2 * 3 * forwardProducts * Double(tokens)
        line("training step, 512 responses, \(tokens) tokens", "\(rounded(time)) s")
        line("  in model arithmetic", "\(rounded(operations / time / 1e9)) GFLOP/s")
        line("  share of dnnl_sgemm's rate", "\(rounded(100 * operations / time / rate)) %")
    }

    private static func score(_ model: Model, _ numbers: inout NumPyGenerator, _ runs: Int) {
        let one = [response(60, true, &numbers).inputs]
        _ = model.logits(of: one)
        let single = median((0..<50).map { _ in seconds { _ = model.logits(of: one) } })
        line("scoring one response of 60 tokens", "\(rounded(single * 1e3)) ms")
        let many = (batch(512, &numbers) + batch(88, &numbers)).map(\.inputs)
        _ = model.logits(of: many)
        let time = median((0..<runs).map { _ in seconds { _ = model.logits(of: many) } })
        line("scoring 600 responses, \(many.reduce(0) { $0 + $1.tokens }) tokens", "\(rounded(time)) s")
    }

    private static func batch(_ count: Int, _ numbers: inout NumPyGenerator) -> [Response] {
        let rows = (0..<count).map { _ in (numbers.integers(10, 151), numbers.random() < 0.5) }
        return rows.map { response($0.0, $0.1, &numbers) }
    }

    private static func response(_ tokens: Int, _ isHallucinated: Bool, _ numbers: inout NumPyGenerator) -> Response {
        let logProbs = SyntheticResponses.logProbs(
            tokens: tokens, topK: 20, isHallucinated: isHallucinated, &numbers)
        return Response(inputs: FeatureMatrix(logProbs), label: isHallucinated ? 1 : 0)
    }

    /// Operations a second of two products at once.
    private static func productRate(_ workers: WorkerPair) -> Double {
        let size = 2048
        let matrices = (0..<6).map { k in
            Matrix([Float](repeating: Float(k + 1) * 1e-3, count: size * size), rows: size, columns: size)
        }
        let work = {
            workers.run(
                { multiply(matrices[0], matrices[1], into: matrices[2]) },
                { multiply(matrices[3], matrices[4], into: matrices[5]) })
        }
        work()
        let time = median((0..<5).map { _ in seconds(work) })
        return 2 * 2 * Double(size * size) * Double(size) / time
    }
}

/// A whole training step: draws, forward, backward, clipping, Adam.
struct BenchmarkStep {
    let model: Model
    let batch: [Response]
    var generator: TorchGenerator
    private var weights: ParameterSet
    private var adam: Adam

    init(model: Model, batch: [Response], generator: TorchGenerator) {
        self.model = model
        self.batch = batch
        self.generator = generator
        weights = model.parameters
        adam = Adam(count: weights.values.count, learningRate: 4.41e-4, weightDecay: 2.34e-6)
    }

    mutating func run() {
        var dropout: TorchGenerator? = generator
        let result = model.lossAndGradients(of: batch, dropout: &dropout)
        if let dropout { generator = dropout }
        let clipping = GradientClipping(result.gradients, limit: 1)
        adam.step(&weights.values, result.gradients.values, scale: clipping.factor)
        model.parameters = weights
    }
}

func line(_ what: String, _ value: String) {
    print(what + String(repeating: " ", count: max(1, 56 - what.count)) + value)
    fflush(nil)
}

func seconds(_ work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    let time = (ContinuousClock.now - start).components
    return Double(time.seconds) + Double(time.attoseconds) * 1e-18
}

func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}

/// To three digits after the point.
func rounded(_ value: Double) -> Double {
    (value * 1000).rounded() / 1000
}

/// Bytes of memory at the process's height.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
}
