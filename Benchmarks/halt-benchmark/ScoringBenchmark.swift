import HALT
import ReferenceRandom
import Tensors

/// Scoring one response of 60 tokens, the median of 50 runs.
func measureSingleScoring(_ workers: WorkerPair, _ precision: Precision) throws -> Measurement {
    let model = try firstModel(workers, precision)
    var responses = PeerResponses()
    let one = [responses.response(60, label: 1).inputs]
    _ = model.logits(of: one)
    let seconds = medianSeconds(runs: 50) { _ = model.logits(of: one) }
    return Measurement(
        work: "score one response of 60 tokens", title: "scoring one response of 60 tokens, \(precision.rawValue)",
        seconds: seconds,
        facts: [
            Fact("precision", .text(precision.rawValue)), Fact("responses", .integer(1)), Fact("tokens", .integer(60)),
        ])
}

/// Scoring 600 responses; the peer takes them in two batches.
func measureScoring(_ workers: WorkerPair, _ precision: Precision, runs: Int) throws -> Measurement {
    let model = try firstModel(workers, precision)
    var responses = PeerResponses()
    _ = responses.response(60, label: 1)  // the peer draws it before
    let many = responses.batch(512) + responses.batch(88)
    let inputs = many.map(\.inputs)
    let seconds = medianSeconds(runs: runs) { _ = model.logits(of: inputs) }
    return Measurement(
        work: "score 600 responses", title: "scoring 600 responses, \(many.tokens) tokens, \(precision.rawValue)",
        seconds: seconds,
        facts: [
            Fact("precision", .text(precision.rawValue)), Fact("responses", .integer(600)),
            Fact("tokens", .integer(many.tokens)),
        ])
}

/// The paper's model with its first weights.
private func firstModel(_ workers: WorkerPair, _ precision: Precision) throws -> Model {
    var generator = TorchGenerator(seed: 42)
    return try Model(Configuration(), generator: &generator, workers: workers, precision: precision)
}
