import Figures
import Reports

/// Shows how far a collection is, on standard error: over itself on a terminal, else a line each ten seconds.
struct CollectionProgress {
    private static let pause = Duration.seconds(10)
    private static let pauseOnTerminal = Duration.milliseconds(200)

    private let total: Int
    /// How many were there before.
    private let before: Int
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant
    private let isInteractive = Terminal.isInteractiveForErrors
    private var hasOpenLine = false

    init(total: Int, before: Int) {
        self.total = total
        self.before = before
        started = clock.now
        shown = started
    }

    /// Shows it where it is time to.
    mutating func show(done: Int, failed: Int) {
        let now = clock.now
        guard now - shown >= (isInteractive ? Self.pauseOnTerminal : Self.pause) else { return }
        shown = now
        let line = line(done: done, failed: failed, seconds: (now - started) / .seconds(1))
        if isInteractive {
            Terminal.drawBeside("\r\u{1B}[K" + line.prefix(Terminal.width - 1))
            hasOpenLine = true
        } else {
            Terminal.complain(line)
        }
    }

    /// A line that stays.
    mutating func say(_ line: String) {
        close()
        Terminal.complain(line)
    }

    mutating func close() {
        if hasOpenLine { Terminal.drawBeside("\r\u{1B}[K") }
        hasOpenLine = false
    }

    /// `120/500 responses · 3.2 responses/s · 1 min 59 s left · 2 failed`
    func line(done: Int, failed: Int, seconds: Double) -> String {
        let rate = Double(done - before + failed) / max(seconds, 1e-9)
        var line = "\(done)/\(total) responses"
        if rate > 0 {
            line += " · \(short(rate)) responses/s · \(Seconds.text(Double(total - done - failed) / rate)) left"
        }
        return failed > 0 ? line + " · \(failed) failed" : line
    }
}
