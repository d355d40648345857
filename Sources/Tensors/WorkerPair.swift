import Dispatch

/// The two worker threads: runs two pieces of work at once, the calling thread taking the first.
///
/// Work is always cut in two, whatever the number of threads, so that results are the same bit for bit.
package final class WorkerPair: Sendable {
    /// 1 or 2.
    package let threads: Int
    private let queue = DispatchQueue(label: "worker", qos: .userInitiated)

    /// - Parameter threads: 1 runs the pieces in turn; 2 or more runs them at once.
    package init(threads: Int = 2) {
        precondition(threads >= 1, "\(threads) threads")
        self.threads = min(threads, 2)
    }

    /// Runs both pieces and returns when both are done; what they write must not overlap.
    package func run(_ first: @Sendable () -> Void, _ second: @escaping @Sendable () -> Void) {
        guard threads == 2 else {
            first()
            second()
            return
        }
        let done = DispatchSemaphore(value: 0)
        queue.async {
            second()
            done.signal()
        }
        first()
        done.wait()
    }

    /// Runs `work` on the two halves of `0 ..< count`.
    package func halves(of count: Int, _ work: @escaping @Sendable (Range<Int>) -> Void) {
        let middle = (count + 1) / 2
        run({ work(0..<middle) }, { work(middle..<count) })
    }
}
