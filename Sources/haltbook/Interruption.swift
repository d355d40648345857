import Glibc
import Synchronization

/// Ctrl-C: the first one asks the run to stop where nothing is lost, the second one ends the program.
enum Interruption {
    private static let count = Atomic<Int>(0)

    static var isWanted: Bool { count.load(ordering: .relaxed) > 0 }

    static func watch() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                // Only what is safe in a signal handler: an atomic, and leaving.
                if Interruption.count.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
            }
        }
    }
}
