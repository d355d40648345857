import Clusters
import Glibc
import HALT
import ReferenceRandom
import Synchronization
import Tensors

/// Times training steps of 512 responses on the processes that `mpirun` started, and the share of a step that they spend
/// in communication: `make bench-mpi`.
@main struct CommunicationBenchmark {
    private static let steps = 3

    static func main() throws {
        let communicator = TimedCommunicator(try Launch.current.join())
        defer { Launch.leave() }
        var numbers = NumPyGenerator(seed: 42)
        // The trainer takes all as one batch, so an epoch is a step.
        let responses = (0..<512).map { _ in
            let (tokens, isHallucinated) = (numbers.integers(10, 151), numbers.random() < 0.5)
            let logProbs = SyntheticResponses.logProbs(
                tokens: tokens, topK: 20, isHallucinated: isHallucinated, &numbers)
            return Response(inputs: FeatureMatrix(logProbs), label: isHallucinated ? 1 : 0)
        }
        var generator = TorchGenerator(seed: 42)
        let model = try Model(Configuration(), generator: &generator, workers: WorkerPair(threads: 1))
        let trainer = Trainer(model: model, training: responses, validation: [], communicator: communicator)
        var state = TrainingState(model.configuration, parameters: model.parameters, generator: generator)
        // The first step makes room for all that follow.
        _ = try trainer.run(&state, epochs: 1)
        communicator.clear()
        let start = ContinuousClock.now
        _ = try trainer.run(&state, epochs: 1 + steps)
        let seconds = (ContinuousClock.now - start) / .seconds(1) / Double(steps)
        let tokens = responses.reduce(0) { $0 + $1.inputs.tokens }
        if communicator.isFirst {
            line("processes, one thread each, on \(communicator.name)", "\(communicator.size)")
            line("training step, 512 responses, \(tokens) tokens", "\(rounded(seconds)) s")
        }
        for rank in 0..<communicator.size {
            // Every rank has its own figures; the first one prints them.
            let mine = communicator.rank == rank
            let waiting = communicator.sum(of: mine ? communicator.waiting / Double(steps) / seconds : 0)
            let sending = communicator.sum(of: mine ? communicator.sending / Double(steps) / seconds : 0)
            guard communicator.isFirst else { continue }
            line("  process \(rank + 1): share spent in communication", "\(rounded(100 * sending)) %")
            line("    share spent waiting for slower ones", "\(rounded(100 * waiting)) %")
        }
    }

    private static func line(_ what: String, _ value: String) {
        print(what + String(repeating: " ", count: max(1, 56 - what.count)) + value)
    }

    /// To three digits after the point.
    private static func rounded(_ value: Double) -> Double {
        (value * 1000).rounded() / 1000
    }
}
