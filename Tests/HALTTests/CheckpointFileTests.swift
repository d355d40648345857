import ReferenceRandom
import Tensors
import Testing

@testable import HALT

@Suite struct CheckpointFileTests {
    /// A small run that is in the middle of its second epoch, and what it began with.
    private struct Kept {
        let run: SmallRun
        let state: TrainingState
        let bytes: [UInt8]

        init() throws {
            run = try SmallRun()
            var state = run.start
            var asked = 0
            _ = try run.trainer.run(
                &state, epochs: 3,
                shouldStop: {
                    asked += 1
                    return asked > 3
                })
            self.state = state
            bytes = CheckpointFile(identity: run.identity, state: state).encoded()
        }

        func read(_ bytes: [UInt8], for identity: TrainingIdentity? = nil) throws(CheckpointError) -> TrainingState {
            try CheckpointFile(
                decoding: bytes, for: identity ?? run.identity, table: state.parameters.table, training: 24
            ).state
        }
    }

    /// 24 responses to train on, in two steps an epoch.
    private struct SmallRun {
        let model: Model
        let trainer: Trainer
        let start: TrainingState
        let identity: TrainingIdentity
        let responses: [Response]

        init(seed: UInt64 = 5, learningRate: Double = 0.01, epochs: Int = 5, dataSeed: UInt64 = 1) throws {
            var configuration = Configuration()
            (configuration.projectionSize, configuration.hiddenSize, configuration.layers) = (4, 3, 2)
            (configuration.batchSize, configuration.learningRate, configuration.epochs) = (12, learningRate, epochs)
            var recipe = SyntheticResponses()
            (recipe.samples, recipe.maximumLength, recipe.seed) = (32, 14, dataSeed)
            responses = recipe.dataset().responses
            var generator = TorchGenerator(seed: seed)
            model = try Model(configuration, generator: &generator, workers: WorkerPair())
            let (training, validation) = (Array(responses[..<24]), Array(responses[24...]))
            trainer = Trainer(model: model, training: training, validation: validation)
            start = TrainingState(configuration, parameters: model.parameters, generator: generator)
            identity = TrainingIdentity(
                configuration, parameters: model.parameters, generator: generator, precision: .fp32,
                training: training, validation: validation)
        }
    }

    @Test func `a state comes back from its file as it was, and goes on to the same end`() throws {
        let kept = try Kept()
        var state = try kept.read(kept.bytes)
        #expect(state == kept.state)
        #expect(state.epoch?.stepsDone == 1)
        var whole = kept.run.start
        _ = try kept.run.trainer.run(&whole, epochs: 3)
        _ = try kept.run.trainer.run(&state, epochs: 3)
        #expect(state == whole)
    }

    @Test func `a state before its first step comes back, too`() throws {
        let run = try SmallRun()
        let bytes = CheckpointFile(identity: run.identity, state: run.start).encoded()
        let file = try CheckpointFile(
            decoding: bytes, for: run.identity, table: run.start.parameters.table, training: 24)
        #expect(file.state == run.start)
    }

    @Test func `a file with any byte changed, or cut anywhere, is refused or means the same`() throws {
        let kept = try Kept()
        var numbers = NumPyGenerator(seed: 8)
        for _ in 0..<300 {
            var bytes = kept.bytes
            bytes[numbers.integers(0, bytes.count)] ^= UInt8(1 << numbers.integers(0, 8))
            // A space in the header's padding may change and mean nothing.
            if let state = try? kept.read(bytes) { #expect(state == kept.state) }
            let length = numbers.integers(0, kept.bytes.count)
            #expect(throws: CheckpointError.self) { try kept.read(Array(kept.bytes[..<length])) }
        }
        var weights = kept.bytes
        weights[weights.count - 7] ^= 1
        let error = #expect(throws: CheckpointError.self) { try kept.read(weights) }
        #expect(error == .damaged("its digest is not that of its content"))
    }

    @Test func `a file of another kind is refused`() throws {
        let kept = try Kept()
        let weights = WeightsFile(configuration: kept.run.model.configuration, parameters: kept.state.parameters)
        let error = #expect(throws: CheckpointError.self) { try kept.read(weights.encoded()) }
        #expect(error == .damaged("it is not a checkpoint of haltbook"))
        #expect(throws: CheckpointError.self) { try kept.read([]) }
    }

    @Test func `a file of another run is refused by what is other`() throws {
        let kept = try Kept()
        let others = [
            ("its settings are others", try SmallRun(learningRate: 0.02)),
            ("its first weights or its seed are others", try SmallRun(seed: 6)),
            ("its training responses are others", try SmallRun(dataSeed: 2)),
        ]
        for (reason, other) in others {
            let error = #expect(throws: CheckpointError.self) { try kept.read(kept.bytes, for: other.identity) }
            #expect(error == .foreign("it belongs to another run: \(reason)"))
            #expect(other.identity.key != kept.run.identity.key)
        }
    }

    @Test func `what products read is part of what a run is`() throws {
        let run = try SmallRun()
        let other = TrainingIdentity(
            run.model.configuration, parameters: run.start.parameters, generator: run.start.generator,
            precision: .bf16, training: run.responses, validation: run.responses)
        #expect(other.settings != run.identity.settings)
    }

    @Test func `how many epochs are asked for is no part of what a run is`() throws {
        #expect(try SmallRun(epochs: 5).identity == SmallRun(epochs: 10).identity)
    }
}
