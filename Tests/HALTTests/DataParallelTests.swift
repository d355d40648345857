import Clusters
import ReferenceRandom
import Tensors
import Testing
import ThreadRanks

@testable import HALT

/// Several ranks train as one does. They are threads here; the same with real processes is in HaltbookTests.
@Suite struct DataParallelTests {
    /// What one rank saw of a run.
    private struct Trace: Sendable, Equatable {
        var losses: [Double] = []
        var norms: [Double] = []
        var history: [EpochRecord]
        var weights: ParameterSet
        var generator: TorchGenerator
    }

    private static func train(
        _ configuration: Configuration, on ranks: any Communicator, responses: [Response], epochs: Int
    ) throws -> Trace {
        var generator = TorchGenerator(seed: 42)
        let model = try Model(configuration, generator: &generator, workers: WorkerPair(threads: 1))
        let validation = Array(responses.prefix(11))
        let trainer = Trainer(model: model, training: responses, validation: validation, communicator: ranks)
        var state = TrainingState(configuration, parameters: model.parameters, generator: generator)
        var (losses, norms): ([Double], [Double]) = ([], [])
        _ = try trainer.run(&state, epochs: epochs) { event in
            if case .step(let step) = event {
                losses.append(step.loss)
                norms.append(step.gradientNorm)
            }
        }
        return Trace(
            losses: losses, norms: norms, history: state.history, weights: state.parameters,
            generator: state.generator)
    }

    private static func configuration(dropout: Double, batchSize: Int) -> Configuration {
        var configuration = MediumNoisy.configuration
        configuration.dropout = dropout
        configuration.batchSize = batchSize
        return configuration
    }

    /// Sums of gradients in another order differ in their last bits, and every step carries that on. After 14 steps the
    @Test(arguments: [0, 0.4], [2, 3])
    func `so many ranks have the losses of one process`(dropout: Double, count: Int) throws {
        let responses = MediumNoisy.dataset.subset(Split(count: 600, seed: 42).train)
        let configuration = Self.configuration(dropout: dropout, batchSize: 64)
        let alone = try Self.train(configuration, on: SingleProcess(), responses: responses, epochs: 2)
        let traces = try onThreads(count) { ranks in
            try Self.train(configuration, on: ranks, responses: responses, epochs: 2)
        }
        #expect(alone.losses.count == 14)
        for trace in traces {
            #expect(trace == traces[0])  // bit for bit on all ranks
            #expect(trace.generator == alone.generator)
            for (loss, expected) in zip(trace.losses, alone.losses) { #expect(abs(loss - expected) <= 1e-6) }
            for (norm, expected) in zip(trace.norms, alone.norms) { #expect(abs(norm - expected) <= 1e-5 * expected) }
            for (epoch, expected) in zip(trace.history, alone.history) {
                #expect(abs(epoch.validationLoss - expected.validationLoss) <= 1e-6)
            }
        }
    }

    @Test(arguments: [1, 2, 5]) func `batches of fewer responses than ranks`(batchSize: Int) throws {
        var numbers = SampleNumbers(seed: 3)
        let responses = numbers.responses(lengths: [7, 3, 9, 1, 5, 2, 8, 1, 4, 6, 7], width: 10)
        var configuration = Self.configuration(dropout: 0.3, batchSize: batchSize)
        (configuration.topK, configuration.projectionSize, configuration.hiddenSize) = (5, 8, 6)
        let settings = configuration
        let alone = try Self.train(settings, on: SingleProcess(), responses: responses, epochs: 2)
        let traces = try onThreads(4) { ranks in
            try Self.train(settings, on: ranks, responses: responses, epochs: 2)
        }
        for trace in traces {
            #expect(trace == traces[0])
            for (loss, expected) in zip(trace.losses, alone.losses) { #expect(abs(loss - expected) <= 1e-6) }
        }
    }

    @Test func `ranks whose weights differ are refused on all`() throws {
        let said = try onThreads(3) { ranks in
            var numbers = SampleNumbers(seed: 3)
            var configuration = Configuration()
            (configuration.topK, configuration.projectionSize, configuration.hiddenSize) = (5, 8, 6)
            var generator = TorchGenerator(seed: 1)
            let model = try Model(configuration, generator: &generator, workers: WorkerPair(threads: 1))
            let responses = numbers.responses(lengths: [7, 3, 9], width: 10)
            let trainer = Trainer(model: model, training: responses, validation: responses, communicator: ranks)
            var state = TrainingState(configuration, parameters: model.parameters, generator: generator)
            if ranks.rank == 2 { state.parameters.values[40] = state.parameters.values[40].nextUp }
            do {
                _ = try trainer.run(&state, epochs: 1)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(
            said
                == Array(
                    repeating:
                        "epoch 1, step 1: the processes do not have the same weights, so their sum means nothing; start all from the same program, notebook and files",
                    count: 3))
    }

    @Test func `shares follow one another, leave none out and weigh about the same`() {
        let lengths = Array((10...150).reversed())
        let total = lengths.reduce(0, +)
        for size in 1...9 {
            let shares = (0..<size).map { RankShare.places(of: lengths, rank: $0, size: size) }
            #expect(shares.flatMap(Array.init) == Array(lengths.indices))
            for share in shares {
                let tokens = lengths[share].reduce(0, +)
                #expect(abs(tokens - total / size) <= 150)  // one response more or less
            }
        }
        #expect((0..<3).map { RankShare.places(of: [], rank: $0, size: 3) } == [0..<0, 0..<0, 0..<0])
        let few = (0..<3).map { RankShare.places(of: [9, 1], rank: $0, size: 3) }
        #expect(few.flatMap(Array.init) == [0, 1])
    }

    @Test func `scoring together gives every rank all scores`() throws {
        let alone = try MediumRun(threads: 1)
        let responses = alone.dataset.subset(alone.split.test)
        let expected = alone.model.evaluate(responses)
        for evaluation in try onThreads(
            3,
            { ranks in
                try MediumRun(threads: 1).model.evaluate(responses, sharedBy: ranks)
            })
        {
            // A product over fewer rows may add in another order: the last bits of a logit.
            #expect(excess(evaluation.logits, expected.logits, relative: 1e-5) <= 1e-6)
            #expect(evaluation.labels == expected.labels)
        }
    }
}
