import Glibc
import Synchronization

/// Ctrl-C: the first one asks the run to stop where nothing is lost, the second one ends the program. SIGUSR1 only
/// asks, however often: `mpirun` passes it on to all processes, where for Ctrl-C it kills them within two seconds.
///
/// A thread of its own waits for signals, and no other is given one. A handler ran on the stack that oneDNN's kernels
/// compute on, and of 18 interrupted runs 10 died of a corrupted heap; what a kernel keeps there is its own affair.
enum Interruption {
    private static let count = Atomic<Int>(0)

    static var isWanted: Bool { count.load(ordering: .relaxed) > 0 }

    private static var signals: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGUSR1] { sigaddset(&signals, number) }
        return signals
    }

    /// To be called before there are other threads, since they inherit what is blocked.
    static func watch() {
        var signals = signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        var thread = pthread_t()
        pthread_create(&thread, nil, { _ in Interruption.wait() }, nil)
    }

    private static func wait() -> Never {
        var signals = signals
        while true {
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { continue }
            if number == SIGUSR1 {
                count.max(1, ordering: .relaxed)
            } else if count.add(1, ordering: .relaxed).oldValue > 0 {
                _exit(130)
            }
        }
    }
}
