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
        if !isSilent { print(line) }
        fflush(nil)
    }

    /// Text without a line's end, to be written over by what follows.
    static func sayWithoutEnd(_ text: String) {
        if !isSilent { print(text, terminator: "") }
        fflush(nil)
    }

    /// A line about what is wrong.
    static func complain(_ line: String, end: String = "\n") {
        fflush(nil)
        guard !isSilent else { return }
        // glibc's `stderr` is a variable that anyone may set; the descriptor is not.
        var rest = Array((line + end).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
