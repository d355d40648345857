import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// Training runs, held to what PyTorch computed with dropout and shuffling drawn from the same generator.
@Suite struct ReferenceTrainingTests {
    /// Each order depends on how many dropout draws the epochs before it took: one for each value between layers.
    @Test func `every batch order of the walkthrough`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self)
        let configuration = Configuration()
        var generator = TorchGenerator(seed: 42)
        _ = ParameterSet(initialising: configuration, from: &generator)
        let split = Split(count: 4000, seed: 42)
        let tokens = SyntheticResponses().dataset().subset(split.train).reduce(0) { $0 + $1.inputs.tokens }
        let values = tokens * 2 * configuration.hiddenSize * (configuration.layers - 1)
        #expect(golden.epochs.count == 5)
        for epoch in golden.epochs {
            #expect(digest(EpochOrder.shuffled(split.train.count, from: &generator)) == epoch.orderSha256I32Le)
            generator.skip(2 * values)  // a 64-bit draw each
            _ = EpochOrder.inOrder(split.validation.count, from: &generator)
        }
    }

    /// PyTorch repeats this run to 1.2e-7 whatever its threads, so a faithful engine can hold all of it.
    @Test func `all 70 steps of the noisy run`() throws {
        let golden = try Goldens.read("medium-noisy", as: MediumNoisy.self)
        let (state, orders, steps) = try mediumRun(epochs: 10)
        #expect(orders.map(digest) == golden.epochs.map(\.orderSha256I32Le))
        #expect(steps.count == golden.stepsLossAndGradNorm.count)
        for (step, expected) in zip(steps, golden.stepsLossAndGradNorm) {
            #expect(abs(step.loss - expected[0]) <= 1e-4)
            #expect(abs(step.gradientNorm - expected[1]) <= 1e-3 * expected[1])
        }
        for (epoch, expected) in zip(state.history, golden.epochs) {
            #expect(abs(epoch.trainLoss - expected.trainLoss) <= 1e-4)
            #expect(abs(epoch.validationLoss - expected.valLoss) <= 1e-4)
            #expect(abs(epoch.macroF1 - expected.valMacroF1) <= 1e-9)
            #expect(abs(epoch.auroc - expected.valAuroc) <= 1e-9)
            #expect(abs(epoch.accuracy - expected.valAccuracy) <= 1e-9)
            #expect(epoch.nextLearningRate == expected.lrAfter)
        }
        #expect(state.best?.epoch == golden.bestEpoch)
    }

    @Test func `the noisy run's test metrics, with the best weights restored`() throws {
        let golden = try Goldens.read("medium-noisy", as: MediumNoisy.self)
        let fixture = try MediumRun()
        var state = fixture.state
        _ = try fixture.trainer.run(&state, epochs: 10)
        let test = fixture.model.evaluate(fixture.dataset.subset(fixture.split.test))
        #expect(abs(test.loss - golden.test.loss) <= 1e-4)
        #expect(abs(test.macroF1 - golden.test.macroF1) <= 1e-9)
        #expect(abs(test.auroc - golden.test.auroc) <= 1e-9)
        #expect(abs(test.accuracy - golden.test.accuracy) <= 1e-9)
    }

    private func mediumRun(epochs: Int) throws -> (TrainingState, orders: [[Int]], steps: [StepRecord]) {
        let fixture = try MediumRun()
        var state = fixture.state
        var orders: [[Int]] = []
        var steps: [StepRecord] = []
        let outcome = try fixture.trainer.run(&state, epochs: epochs) { event in
            if case .epochBegan(_, let order) = event { orders.append(order) }
            if case .step(let record) = event { steps.append(record) }
        }
        #expect(outcome == .finished)
        return (state, orders, steps)
    }
}

/// The noisy run before its first step.
struct MediumRun {
    let dataset = MediumNoisy.dataset
    let split = Split(count: 600, seed: 42)
    let model: Model
    let trainer: Trainer
    let state: TrainingState

    init(threads: Int = 2) throws {
        var generator = TorchGenerator(seed: 42)
        let configuration = MediumNoisy.configuration
        model = try Model(configuration, generator: &generator, workers: WorkerPair(threads: threads))
        trainer = Trainer(
            model: model, training: dataset.subset(split.train), validation: dataset.subset(split.validation))
        state = TrainingState(configuration, parameters: model.parameters, generator: generator)
    }
}

/// The full model of 5.3 million weights: one step, with dropout as PyTorch draws it.
@Suite(.serialized) struct ReferenceFullModelTests {
    @Test func `logits at initialisation`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self).initEval
        let (model, dataset, _) = try fullModel()
        let split = Split(count: 4000, seed: 42)
        let responses = dataset.subset(Array(split.validation.prefix(64)))
        let order = Packing.order(of: responses.map(\.inputs.tokens))
        let logits = model.logits(of: responses.map(\.inputs))
        #expect(order.map { responses[$0].inputs.tokens } == golden.lengths)
        #expect(excess(order.map { logits[$0] }, golden.logits, relative: 0) <= 1e-5)
    }

    @Test func `the first step's loss, gradient norm, and each parameter's`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self)
        let (model, dataset, seeded) = try fullModel()
        var generator = seeded
        let training = dataset.subset(Split(count: 4000, seed: 42).train)
        let order = EpochOrder.shuffled(training.count, from: &generator)
        #expect(digest(order) == golden.epochs[0].orderSha256I32Le)
        var dropout: TorchGenerator? = generator
        let result = model.lossAndGradients(of: order.prefix(512).map { training[$0] }, dropout: &dropout)
        #expect(abs(result.loss - golden.step1.loss) <= 1e-3 * golden.step1.loss)
        #expect(excess(Array(result.logits.prefix(10)), golden.step1.logitsFirst, relative: 0) <= 1e-4)
        let clipping = GradientClipping(result.gradients, limit: 1)
        #expect(abs(Double(clipping.norm) - golden.step1.gradNorm) <= 1e-3 * golden.step1.gradNorm)
        for (entry, norm) in zip(result.gradients.table.entries, GradientClipping.norms(result.gradients)) {
            let expected = try #require(golden.step1.gradL2AfterClip[entry.name])
            #expect(abs(Double(norm * clipping.factor) - expected) <= 1e-3 * expected + 1e-7)
        }
    }

    private func fullModel() throws -> (Model, Dataset, TorchGenerator) {
        var generator = TorchGenerator(seed: 42)
        let model = try Model(Configuration(), generator: &generator, workers: WorkerPair())
        return (model, SyntheticResponses().dataset(), generator)
    }
}
