import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// Short runs of PyTorch from other seeds and shapes than the walkthrough's, a seed over 32 bits among them; made by
/// `Scripts/make-seed-fixtures.py`.
@Suite struct SeedTests {
    struct Run: Decodable {
        struct Settings: Decodable {
            let seed: UInt64
            let topK, projectionSize, hiddenSize, layers, batchSize: Int
            let dropout, topQ: Double
        }
        let configuration: Settings
        let split: String
        let lastWeights: Named<[Float]>
        let orders: [String]
        let steps: [[Double]]
        let validationLosses: [Double]
        let testLogits: [Float]
    }

    /// Adam steps of size 2e-3 magnify what rounding does to gradients near zero; 1e-4 is the goldens' own tolerance.
    @Test(arguments: 0..<4) func `a short run is PyTorch's from any seed`(place: Int) throws {
        let golden = try Goldens.read("seeds", as: [Run].self)[place]
        let configuration = configuration(golden.configuration)
        let seed = golden.configuration.seed
        var recipe = SyntheticResponses()
        (recipe.samples, recipe.minimumLength, recipe.maximumLength) = (60, 1, 30)
        (recipe.seed, recipe.topK) = (seed, configuration.topK)
        let dataset = recipe.dataset()
        let split = Split(count: 60, seed: seed)
        #expect(digest(split.train + split.validation + split.test) == golden.split)

        var generator = TorchGenerator(seed: seed)
        let model = try Model(configuration, generator: &generator, workers: WorkerPair())
        for entry in model.parameters.table.entries {
            let expected = try #require(golden.lastWeights[entry.name])
            #expect(excess(Array(model.parameters[entry].suffix(6)), expected, relative: 0) <= 1e-6)
        }
        let trainer = Trainer(
            model: model, training: dataset.subset(split.train), validation: dataset.subset(split.validation))
        var state = TrainingState(configuration, parameters: model.parameters, generator: generator)
        var steps: [StepRecord] = []
        var orders: [String] = []
        _ = try trainer.run(&state, epochs: 2) { event in
            if case .epochBegan(_, let order) = event { orders.append(digest(order)) }
            if case .step(let record) = event { steps.append(record) }
        }
        #expect(orders == golden.orders)
        #expect(steps.count == golden.steps.count)
        for (step, expected) in zip(steps, golden.steps) {
            #expect(abs(step.loss - expected[0]) <= 1e-4)
            #expect(abs(step.gradientNorm - expected[1]) <= 1e-3 * expected[1])
        }
        for (epoch, expected) in zip(state.history, golden.validationLosses) {
            #expect(abs(epoch.validationLoss - expected) <= 1e-4)
        }
        model.parameters = state.parameters
        let logits = model.logits(of: dataset.subset(split.test).map(\.inputs))
        #expect(excess(logits, golden.testLogits, relative: 0) <= 1e-4)
    }

    private func configuration(_ settings: Run.Settings) -> Configuration {
        var configuration = Configuration()
        configuration.topK = settings.topK
        configuration.projectionSize = settings.projectionSize
        configuration.hiddenSize = settings.hiddenSize
        configuration.layers = settings.layers
        configuration.dropout = settings.dropout
        configuration.topQ = settings.topQ
        configuration.batchSize = settings.batchSize
        configuration.learningRate = 2e-3
        configuration.weightDecay = 1e-3
        configuration.maximumGradientNorm = 0.5
        configuration.seed = settings.seed
        return configuration
    }
}
