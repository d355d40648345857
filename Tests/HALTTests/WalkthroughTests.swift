import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// The whole walkthrough, 30 steps of the full model, held to what PyTorch came to: minutes of work, done once.
@Suite struct WalkthroughTests {
    private let golden: Walkthrough
    private let dataset = SyntheticResponses().dataset()
    private let split = Split(count: 4000, seed: 42)

    init() throws {
        golden = try Goldens.read("walkthrough", as: Walkthrough.self)
    }

    @Test func `every step, the metrics, and what the trained model says`() throws {
        let (model, state, orders) = try train()
        #expect(orders.map(digest) == golden.epochs.map(\.orderSha256I32Le))
        checkSteps(state)
        #expect(state.best?.epoch == 1)
        checkTest(model)
        checkDemo(model)
        try checkExplanations(model)
    }

    private func train() throws -> (Model, TrainingState, orders: [[Int]]) {
        let configuration = Configuration()
        var generator = TorchGenerator(seed: 42)
        let model = try Model(configuration, generator: &generator, workers: WorkerPair())
        let trainer = Trainer(
            model: model, training: dataset.subset(split.train), validation: dataset.subset(split.validation))
        var state = TrainingState(configuration, parameters: model.parameters, generator: generator)
        var orders: [[Int]] = []
        let outcome = try trainer.run(
            &state, epochs: 5, report: { if case .epochBegan(_, let order) = $0 { orders.append(order) } })
        #expect(outcome == .finished)
        return (model, state, orders)
    }

    private func checkSteps(_ state: TrainingState) {
        #expect(state.steps.count == 30)
        // Once all is learnt, gradients are differences of nearly equal numbers: their norms agree to 0.5 %.
        for (step, expected) in golden.stepsLossAndGradNorm.enumerated() {
            #expect(abs(state.steps.losses[step] - expected[0]) <= 1e-5, "step \(step + 1)")
            #expect(abs(state.steps.gradientNorms[step] - expected[1]) <= 5e-2 * expected[1], "step \(step + 1)")
        }
        for (epoch, expected) in zip(state.history, golden.epochs) {
            #expect(abs(epoch.trainLoss - expected.trainLoss) <= 1e-5)
            #expect(abs(epoch.validationLoss - expected.valLoss) <= 1e-5)
            #expect(epoch.macroF1 == expected.valMacroF1)
            #expect(epoch.auroc == expected.valAuroc)
            #expect(epoch.accuracy == expected.valAccuracy)
        }
    }

    private func checkTest(_ model: Model) {
        let responses = dataset.subset(split.test)
        let test = model.evaluate(responses)
        #expect(abs(test.loss - golden.test.loss) <= 1e-5)
        #expect(test.macroF1 == golden.test.macroF1)
        #expect(test.auroc == golden.test.auroc)
        #expect(test.accuracy == golden.test.accuracy)
        let order = Packing.order(of: responses.prefix(64).map(\.inputs.tokens))
        #expect(order.map { responses[$0].inputs.tokens } == golden.trainedEval.lengths)
        #expect(excess(order.map { test.logits[$0] }, golden.trainedEval.logits, relative: 0.02) <= 0)
    }

    private func checkDemo(_ model: Model) {
        var generator = NumPyGenerator(seed: 123)
        for (isHallucinated, expected) in zip([true, false], golden.demo) {
            let logProbs = SyntheticResponses.logProbs(
                tokens: 60, topK: 20, isHallucinated: isHallucinated, &generator)
            let logit = model.logits(of: [FeatureMatrix(logProbs)])[0]
            #expect(abs(Double(Loss.probability(of: logit)) - expected.probHallucinated) <= 1e-3)
            #expect(abs(Double(logit) - expected.logit) <= 0.02 * abs(expected.logit))
        }
    }

    private func checkExplanations(_ model: Model) throws {
        let responses = dataset.subset(split.validation).map(\.inputs)
        let ranking = model.importance(on: responses).ranking
        #expect(ranking.prefix(5).map(\.name) == ["logprob_15", "logprob_19", "logprob_4", "logprob_20", "logprob_6"])
        for (name, share) in ranking.prefix(5) {
            let expected = try #require(golden.importanceEvalMode[name])
            #expect(abs(share - expected) <= 0.05 * expected)
        }
        for (coefficient, expected) in zip(model.featureCorrelation(on: responses).coefficients, golden.correlation) {
            #expect(abs(coefficient - expected) <= 0.01)
        }
    }
}
