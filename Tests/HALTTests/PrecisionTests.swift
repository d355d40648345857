import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// What bfloat16 products change in a model, and what they do not.
///
/// A factor keeps 8 significant bits, so that each is off by up to 1 in 512, and sums of many by less. The bounds are
/// about three times what the noisy mid-size run shows. On a processor that has no bfloat16, each of these says so and
/// tests that a model refuses instead.
@Suite(.serialized) struct PrecisionTests {
    /// The largest difference was 0.6 % of the largest logit.
    @Test func `a trained model's logits are near those of single precision`() async throws {
        guard await hasBFloat16() else { return }
        let single = try PrecisionRun(.fp32)
        _ = try single.train(epochs: 3)
        let half = try PrecisionRun(.bf16)
        half.model.parameters = single.model.parameters
        let expected = single.logits
        let largest = expected.map(abs).max() ?? 0
        #expect(largest > 0.5)
        #expect(excess(half.logits, expected, relative: 0) <= 0.02 * largest)
        #expect(half.logits != expected)
    }

    /// The least of the cosines was 0.9985.
    @Test func `each parameter's gradient points where that of single precision does`() async throws {
        guard await hasBFloat16() else { return }
        let gradients = try Precision.allCases.map { precision in
            let run = try PrecisionRun(precision)
            var dropout: TorchGenerator? = TorchGenerator(seed: 3)
            return run.model.lossAndGradients(of: Array(run.dataset.responses.prefix(128)), dropout: &dropout).gradients
        }
        for entry in gradients[0].table.entries {
            #expect(cosine(gradients[1][entry], gradients[0][entry]) >= 0.995, "\(entry.name)")
        }
    }

    /// The largest difference was 0.0027.
    @Test func `losses follow those of single precision for seventy steps`() async throws {
        guard await hasBFloat16() else { return }
        let losses = try Precision.allCases.map { try PrecisionRun($0).train(epochs: 10).losses }
        #expect(losses[0].count == 70 && losses[1].count == 70)
        #expect(zip(losses[0], losses[1]).allSatisfy { abs($0 - $1) <= 0.008 })
    }

    @Test func `training is bit-identical for one thread and two, and twice`() async throws {
        guard await hasBFloat16() else { return }
        let states = try [1, 2, 2].map { try PrecisionRun(.bf16, threads: $0).train(epochs: 2).state }
        #expect(states[0] == states[1] && states[1] == states[2])
    }

    @Test func `scores and input gradients do not depend on what went before`() async throws {
        guard await hasBFloat16() else { return }
        let run = try PrecisionRun(.bf16)
        let inputs = run.dataset.responses.prefix(40).map(\.inputs)
        let first = (run.model.logits(of: inputs), run.model.inputGradients(of: inputs))
        _ = run.model.inputGradients(of: run.dataset.responses.prefix(90).map(\.inputs))
        #expect(run.model.logits(of: inputs) == first.0)
        #expect(run.model.inputGradients(of: inputs) == first.1)
    }

    @Test func `weights are kept in single precision`() async throws {
        guard await hasBFloat16() else { return }
        let weights = try Precision.allCases.map { try PrecisionRun($0).model.parameters }
        #expect(weights[0] == weights[1])
    }

    @Test func `single precision keeps no copies`() {
        let configuration = MediumNoisy.configuration
        let space = Workspace(
            rows: 9, responses: 3, keepsLayers: true, dropsValues: true, configuration, .fp32)
        let rows = space.gruRows(1, .backward, Packing(lengths: [4, 3, 2]), hidden: configuration.hiddenSize)
        let factors = [space.projected, space.dropped, rows.gates, rows.output, space.scratch[0].previous]
        #expect(factors.allSatisfy { $0.rounded == nil })
    }

    private func cosine(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
        func dot(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
            zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
    }

    /// Whether there is bfloat16 to test; where not, tests the refusal, and says so.
    private func hasBFloat16() async -> Bool {
        if Precision.bf16.isAvailable { return true }
        Issue.record("no bfloat16 on this processor: only the refusal is tested", severity: .warning)
        await #expect(processExitsWith: .failure) { _ = try PrecisionRun(.bf16) }
        return false
    }
}

/// The noisy mid-size run before its first step, in a precision.
private struct PrecisionRun {
    let dataset = MediumNoisy.dataset
    let model: Model
    private let trainer: Trainer
    private let start: TrainingState

    init(_ precision: Precision, threads: Int = 2) throws {
        let configuration = MediumNoisy.configuration
        var generator = TorchGenerator(seed: 42)
        model = try Model(
            configuration, generator: &generator, workers: WorkerPair(threads: threads), precision: precision)
        let split = Split(count: 600, seed: 42)
        trainer = Trainer(
            model: model, training: dataset.subset(split.train), validation: dataset.subset(split.validation))
        start = TrainingState(configuration, parameters: model.parameters, generator: generator)
    }

    func train(epochs: Int) throws -> (state: TrainingState, losses: [Double]) {
        var state = start
        var losses: [Double] = []
        _ = try trainer.run(&state, epochs: epochs) { event in
            if case .step(let record) = event { losses.append(record.loss) }
        }
        return (state, losses)
    }

    /// Of the whole dataset.
    var logits: [Float] { model.logits(of: dataset.responses.map(\.inputs)) }
}
