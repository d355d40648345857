import HALT
import ReferenceRandom
import Tensors

/// A training step of 512 responses through the paper's model, and what share of `dnnl_sgemm`'s own rate it reaches.
func measureTraining(_ workers: WorkerPair, _ precision: Precision, runs: Int) throws -> Measurement {
    let rate = productRate(workers)
    var generator = TorchGenerator(seed: 42)
    let model = try Model(Configuration(), generator: &generator, workers: workers, precision: precision)
    var responses = PeerResponses()
    let batch = responses.batch(512)
    var step = TrainingStep(model: model, batch: batch, generator: generator)
    step.run()
    let seconds = medianSeconds(runs: runs) { step.run() }
    // Real tokens only; training counts three forward passes, and a multiply-add two operations.
    let reached = 2 * 3 * forwardProducts * Double(batch.tokens) / seconds
    return Measurement(
        work: "train step", title: "training step, 512 responses, \(batch.tokens) tokens, \(precision.rawValue)",
        seconds: seconds,
        facts: [
            Fact("precision", .text(precision.rawValue)), Fact("responses", .integer(512)),
            Fact("tokens", .integer(batch.tokens)),
            Fact("gflops", .real(reached / 1e9), words: ("in model arithmetic", "GFLOP/s")),
            Fact(
                "dnnl_sgemm_gflops", .real(rate / 1e9),
                words: ("dnnl_sgemm 2048 x 2048 x 2048, one on each worker", "GFLOP/s")),
            Fact("dnnl_sgemm_percent", .real(100 * reached / rate), words: ("share of dnnl_sgemm's rate", "%")),
        ])
}

/// Multiply-adds a token of a forward pass through the paper's model.
private let forwardProducts = 5.31e6

/// A whole training step: draws, forward, backward, clipping, Adam.
private struct TrainingStep {
    let model: Model
    let batch: [Response]
    private var generator: TorchGenerator
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

/// Operations a second of two products of 2048 x 2048 x 2048 at once, one on each worker.
private func productRate(_ workers: WorkerPair) -> Double {
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
    return 2 * 2 * Double(size * size) * Double(size) / medianSeconds(runs: 5, work)
}
