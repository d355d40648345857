import Clusters
import Glibc

/// What the program says to whoever started it.
enum Terminal {
    /// Of processes that were started together only the first one speaks: the others have the same to say.
    private static let isSilent = Launch.current.rank > 0

    /// Whether what is said is seen at once on a terminal, and may be written over. `mpirun` shows each process a
    /// terminal even where its own output goes into a file.
    static var isInteractive: Bool { Launch.current.size == 1 && isatty(STDOUT_FILENO) == 1 }

    /// The same of what is wrong, or goes beside a result.
    static var isInteractiveForErrors: Bool { Launch.current.size == 1 && isatty(STDERR_FILENO) == 1 }

    /// The number of characters that fit a line.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// A line of the result, seen at once also through a pipe.
    static func say(_ line: String) {
        draw(shown(line) + "\n")
    }

    /// A line about what is wrong.
    static func complain(_ line: String) {
        drawBeside(shown(line) + "\n")
    }

    /// Text with what a terminal acts on, and without a line's end, to be written over by what follows.
    static func draw(_ text: String) {
        fflush(nil)
        guard !isSilent, !write(text, to: STDOUT_FILENO) else { return }
        failure = failure ?? errno
    }

    /// The same beside the result.
    static func drawBeside(_ text: String) {
        fflush(nil)
        if !isSilent { _ = write(text, to: STDERR_FILENO) }
    }

    /// Why a part of the result could not be written.
    static var problem: String? {
        failure.map { "cannot write standard output: \(String(cString: strerror($0)))" }
    }

    /// Only the main thread writes.
    private nonisolated(unsafe) static var failure: Int32?

    /// Takes the places of streams that whoever started the program has closed, where a file would else be opened and
    /// then written into as if it were one.
    static func holdStreams() {
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) == -1 {
            // The lowest place that is free. What is written there still fails.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Files may hold what a terminal acts on; it is shown as a mark.
    private static func shown(_ text: String) -> String {
        func acts(_ scalar: Unicode.Scalar) -> Bool {
            (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
        }
        guard text.unicodeScalars.contains(where: acts) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { acts($0) ? "\u{FFFD}" : $0 }))
    }

    /// glibc's `stdout` and `stderr` are variables that anyone may set; descriptors are not.
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
