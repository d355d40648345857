import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// The small GRU, held to what PyTorch computed.
@Suite struct ReferenceNetworkTests {
    let golden: SmallGRU
    let model: Model

    init() throws {
        golden = try Goldens.read("small-gru")
        model = Model(golden.configuration, parameters: try golden.parameters(golden.weights), workers: WorkerPair())
    }

    @Test func `features of the raw log-probabilities`() {
        for (b, response) in golden.responses.enumerated() {
            let rows = golden.rawLogprobs[b].prefix(golden.lengths[b]).flatMap { $0 }
            let features = FeatureMatrix(LogProbMatrix(values: rows, tokens: golden.lengths[b], topK: 20))
            #expect(excess(features.values, response.inputs.values, relative: 0) <= 1e-5)
        }
    }

    @Test func `logits to 1e-6`() {
        let logits = model.logits(of: golden.responses.map(\.inputs))
        #expect(excess(logits, golden.evalLogits, relative: 1e-4) <= 1e-6)
    }

    @Test func `input gradients of the logits' sum`() {
        let gradients = model.inputGradients(of: golden.responses.map(\.inputs))
        for (b, gradient) in gradients.enumerated() {
            let expected = golden.evalInputGradientOfLogitSum[b].prefix(golden.lengths[b]).flatMap { $0 }
            #expect(excess(gradient.values, expected, relative: 1e-4) <= 1e-6)
        }
    }

    @Test func `loss, every gradient and their norm`() throws {
        var none: TorchGenerator?
        let result = model.lossAndGradients(of: golden.responses, dropout: &none)
        #expect(abs(result.loss - golden.loss) <= 1e-6)
        let expected = try golden.parameters(golden.gradients)
        #expect(excess(result.gradients.values, expected.values, relative: 1e-4) <= 1e-6)
        let clipping = GradientClipping(result.gradients, limit: golden.clipTo)
        #expect(abs(Double(clipping.norm) - golden.gradNorm) <= 1e-4 * golden.gradNorm)
    }

    /// Under a gradient of 1e-5 Adam magnifies rounding: there its step has the size of the rate whatever the gradient.
    @Test func `weights after one and two Adam steps to 1e-6`() throws {
        let gradients = try golden.parameters(golden.gradients)
        var weights = model.parameters
        var adam = Adam(count: weights.values.count, learningRate: 4.41e-4, weightDecay: 2.34e-6)
        for tensors in [golden.afterOneAdamStep, golden.afterTwoAdamSteps] {
            model.parameters = weights
            var none: TorchGenerator?
            let result = model.lossAndGradients(of: golden.responses, dropout: &none)
            let clipping = GradientClipping(result.gradients, limit: golden.clipTo)
            adam.step(&weights.values, result.gradients.values, scale: clipping.factor)
            let expected = try golden.parameters(tensors)
            let clear = gradients.values.indices.filter { abs(gradients.values[$0]) > 1e-5 }
            #expect(clear.count > 1000)
            #expect(excess(clear.map { weights.values[$0] }, clear.map { expected.values[$0] }, relative: 0) <= 1e-6)
        }
    }
}
