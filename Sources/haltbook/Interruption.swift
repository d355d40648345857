import Glibc
import Synchronization

/// Ctrl-C: the first one asks the run to stop where nothing is lost, the second one ends the program.
enum Interruption {
    private static let count = Atomic<Int>(0)

    static var isWanted: Bool { count.load(ordering: .relaxed) > 0 }

    static func watch() {
        // Whoever started the program may have blocked signals, and a blocked one would never come.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&signals, number)
            signal(number) { _ in
                // Only what is safe in a signal handler: an atomic, and leaving.
                if Interruption.count.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
            }
        }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
