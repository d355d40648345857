import ReferenceRandom
import Tensors
import Testing

@testable import HALT

@Suite struct TrainerTests {
    @Test func `a run stopped after any step goes on to the same end, bit for bit`() throws {
        let whole = try MediumRun()
        var expected = whole.state
        #expect(try whole.trainer.run(&expected, epochs: 2) == .finished)
        for stop in [0, 1, 7, 9] {
            let run = try MediumRun()
            var state = run.state
            var asked = 0
            let outcome = try run.trainer.run(&state, epochs: 2) { _ in
            } shouldStop: {
                asked += 1
                return asked > stop
            }
            #expect(outcome == .stopped)
            let other = try MediumRun()  // another model altogether: all there is to know is in the state
            #expect(try other.trainer.run(&state, epochs: 2) == .finished)
            #expect(state == expected)
        }
    }

    @Test func `two epochs and then two more are four`() throws {
        let run = try MediumRun()
        var atOnce = run.state
        _ = try run.trainer.run(&atOnce, epochs: 4)
        var inTwo = run.state
        _ = try run.trainer.run(&inTwo, epochs: 2)
        _ = try run.trainer.run(&inTwo, epochs: 4)
        #expect(inTwo == atOnce)
    }

    @Test func `the best weights are the model's when a run ends`() throws {
        let run = try MediumRun()
        var state = run.state
        _ = try run.trainer.run(&state, epochs: 3)
        let best = try #require(state.best)
        #expect(run.model.parameters == best.parameters)
        #expect(best.macroF1 == state.history.map(\.macroF1).max())
        #expect(best.epoch == state.history.first { $0.macroF1 == best.macroF1 }?.epoch)
    }

    @Test func `patience that runs out ends the run early`() throws {
        let dataset = MediumNoisy.dataset
        var configuration = MediumNoisy.configuration
        configuration.earlyStopPatience = 1
        configuration.learningRate = 1e-9  // so that nothing ever gets better
        var generator = TorchGenerator(seed: 1)
        let model = try Model(configuration, generator: &generator, workers: WorkerPair())
        let trainer = Trainer(
            model: model, training: dataset.subset(Array(0..<64)), validation: dataset.subset(Array(64..<96)))
        var state = TrainingState(configuration, parameters: model.parameters, generator: generator)
        #expect(try trainer.run(&state, epochs: 10) == .stoppedEarly)
        #expect(state.history.count == 2)
    }

    @Test func `a loss that is not finite ends the run with what to do`() throws {
        let run = try MediumRun()
        var state = run.state
        state.parameters.values[0] = .nan
        let error = #expect(throws: TrainingError.self) { try run.trainer.run(&state, epochs: 1) }
        #expect(
            error?.description
                == "epoch 1, step 1: the loss is nan, so training has diverged; lower learning_rate or max_grad_norm")
    }

    @Test func `what a run tells of itself`() throws {
        let run = try MediumRun()
        var state = run.state
        var epochs: [EpochRecord] = []
        var steps: [StepRecord] = []
        _ = try run.trainer.run(&state, epochs: 1) { event in
            if case .step(let record) = event { steps.append(record) }
            if case .epoch(let record) = event { epochs.append(record) }
        }
        #expect(steps.map(\.step) == Array(1...7))
        #expect(steps.allSatisfy { $0.steps == 7 && $0.epoch == 1 && $0.learningRate == 0.003 })
        let tokens = run.dataset.subset(run.split.train).reduce(0) { $0 + $1.inputs.tokens }
        #expect(steps.reduce(0) { $0 + $1.tokens } == tokens)
        #expect(epochs == state.history)
    }
}

@Suite struct OptimiserTests {
    @Test func `the scheduler waits out its patience, then halves the rate`() {
        var scheduler = PlateauScheduler(factor: 0.5, patience: 1)
        var rate = 1.0
        let rates = [0.5, 0.50001, 0.4, 0.6, 0.6, 0.6].map { metric in
            rate = scheduler.step(metric, learningRate: rate)
            return rate
        }
        #expect(rates == [1, 1, 0.5, 0.5, 0.5, 0.25])  // 0.50001 is not better by 1e-4 of the best
    }

    @Test func `clipping scales down what is longer than the limit, and nothing else`() {
        var configuration = Configuration()
        (configuration.projectionSize, configuration.hiddenSize, configuration.layers) = (1, 1, 1)
        var gradients = ParameterSet(zeros: ParameterTable(configuration))
        gradients.values[0] = 3
        gradients.values[40] = 4
        let long = GradientClipping(gradients, limit: 1)
        #expect(long.norm == 5)
        #expect(long.factor == 1 / (5 + 1e-6))
        #expect(GradientClipping(gradients, limit: 10).factor == 1)
    }

    @Test func `binary cross-entropy of logits known by heart`() {
        #expect(abs(Loss.binaryCrossEntropy(logits: [0, 0], labels: [0, 1]) - 0.693_147_180_559_945) < 1e-12)
        #expect(Loss.binaryCrossEntropy(logits: [1000, -1000], labels: [1, 0]) == 0)
        #expect(Loss.binaryCrossEntropy(logits: [1000], labels: [0]) == 1000)
    }

    @Test func `settings out of range are refused by name`() {
        var configuration = Configuration()
        configuration.dropout = 1
        let error = #expect(throws: ConfigurationError.self) { try configuration.validate() }
        #expect(error?.description == "dropout: is 1.0; give a number from 0 up to, not including, 1")
    }
}
