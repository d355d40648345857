import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// What must not change the numbers.
@Suite struct InvarianceTests {
    private func model(_ change: (inout Configuration) -> Void = { _ in }, threads: Int = 2) throws -> Model {
        var configuration = Configuration()
        configuration.projectionSize = 24
        configuration.hiddenSize = 20
        configuration.layers = 2
        change(&configuration)
        var generator = TorchGenerator(seed: 8)
        return try Model(configuration, generator: &generator, workers: WorkerPair(threads: threads))
    }

    /// oneDNN chooses its kernel by the number of rows, which moves the last bit.
    @Test func `a response's score does not depend on its batch mates`() throws {
        let model = try model()
        var numbers = SampleNumbers(seed: 4)
        let inputs = numbers.responses(lengths: [3, 40, 1, 17, 17, 60, 2, 33, 9], width: 25).map(\.inputs)
        let together = model.logits(of: inputs)
        let alone = inputs.map { model.logits(of: [$0])[0] }
        #expect(excess(together, alone, relative: 0) <= 1e-6)
        #expect(excess(model.logits(of: inputs.reversed()).reversed(), alone, relative: 0) <= 1e-6)
        let gradients = model.inputGradients(of: inputs)
        for (input, gradient) in zip(inputs, gradients) {
            #expect(excess(gradient.values, model.inputGradients(of: [input])[0].values, relative: 1e-4) <= 1e-7)
        }
    }

    @Test func `training is bit-identical for one thread and two`() throws {
        let states = try [1, 2].map { threads in
            let run = try MediumRun(threads: threads)
            var state = run.state
            _ = try run.trainer.run(&state, epochs: 2)
            return state
        }
        #expect(states[0] == states[1])
    }

    @Test func `scores are bit-identical from one call to the next`() throws {
        let model = try model()
        var numbers = SampleNumbers(seed: 5)
        let inputs = numbers.responses(lengths: Array(1...30), width: 25).map(\.inputs)
        #expect(model.logits(of: inputs) == model.logits(of: inputs))
    }

    @Test func `a batch cut into stretches has the loss and gradients of the whole`() throws {
        let lengths = [50, 20, 7, 7, 31, 1, 12, 45]
        var numbers = SampleNumbers(seed: 6)
        let batch = numbers.responses(lengths: lengths, width: 25)
        let whole = try gradients(of: batch, model())
        let workers = WorkerPair()
        let network = Network(try model().configuration, workers)
        network.load(try model().parameters)
        let order = Packing.order(of: lengths)
        var generator = TorchGenerator(seed: 3)
        network.drawMasks(for: Packing(lengths: order.map { lengths[$0] }), from: &generator)
        network.clearGradients()
        var logits: [Float] = []
        for range in Packing.stretches(of: order.map { lengths[$0] }, limit: 40) {
            var stretch = Stretch(order[range].map { batch[$0].inputs }, first: range.lowerBound)
            (stretch.isTraining, stretch.keepsLayers) = (true, true)
            let output = network.forward(stretch)
            let slopes = zip(order[range], output.logits).map {
                Loss.gradient(logit: $1, label: batch[$0].label, count: batch.count)
            }
            network.backward(stretch, output, logitGradients: slopes)
            logits += output.logits
        }
        var sums = ParameterSet(zeros: whole.gradients.table)
        network.writeGradients(to: &sums)
        #expect(excess(logits, whole.logits, relative: 0) <= 1e-6)
        #expect(excess(sums.values, whole.gradients.values, relative: 1e-4) <= 1e-7)
    }

    private func gradients(of batch: [Response], _ model: Model) -> LossAndGradients {
        var dropout: TorchGenerator? = TorchGenerator(seed: 3)
        return model.lossAndGradients(of: batch, dropout: &dropout)
    }

    @Test func `no dropout, or a single layer, draws nothing`() throws {
        var numbers = SampleNumbers(seed: 6)
        let batch = numbers.responses(lengths: [5, 3], width: 25)
        for model in [try model { $0.dropout = 0 }, try model { $0.layers = 1 }] {
            var dropout: TorchGenerator? = TorchGenerator(seed: 3)
            _ = model.lossAndGradients(of: batch, dropout: &dropout)
            #expect(dropout == TorchGenerator(seed: 3))
        }
    }

    @Test func `a model's size follows from its configuration`() throws {
        #expect(ParameterTable(Configuration()).count == 5_344_179)
        let single = try model { $0.layers = 1 }
        #expect(single.parameterCount == ParameterTable(single.configuration).count)
    }
}
