import Clusters
import Synchronization

/// Another communicator with a clock: how long it waits until all ranks have come, and how long their messages then take.
final class TimedCommunicator: Communicator {
    private let communicator: any Communicator
    private let times = Mutex((waiting: Duration.zero, sending: Duration.zero))

    init(_ communicator: any Communicator) {
        self.communicator = communicator
    }

    var rank: Int { communicator.rank }
    var size: Int { communicator.size }
    var localSize: Int { communicator.localSize }
    var name: String { communicator.name }

    /// Seconds.
    var waiting: Double { times.withLock { $0.waiting / .seconds(1) } }
    /// Seconds.
    var sending: Double { times.withLock { $0.sending / .seconds(1) } }

    func clear() {
        times.withLock { $0 = (.zero, .zero) }
    }

    func sum(_ values: inout [Float]) {
        time { communicator.sum(&values) }
    }

    func sum(_ values: inout [Double]) {
        time { communicator.sum(&values) }
    }

    func broadcast(_ bytes: inout [UInt8], from root: Int) {
        time { communicator.broadcast(&bytes, from: root) }
    }

    private func time(_ send: () -> Void) {
        let start = ContinuousClock.now
        communicator.barrier()
        let met = ContinuousClock.now
        send()
        let end = ContinuousClock.now
        times.withLock {
            $0.waiting += met - start
            $0.sending += end - met
        }
    }
}
