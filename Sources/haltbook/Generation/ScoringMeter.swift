import Figures
import Glibc
import LanguageModels

/// Shows on standard error how fast a pass over prompts is and how long it will take: on a terminal in one line that is written
/// over, else every ten seconds.
final class ScoringMeter {
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private var shown: ContinuousClock.Instant
    private let isInteractive = isatty(STDERR_FILENO) == 1
    private var hasLine = false

    init() {
        started = clock.now
        shown = started
    }

    func show(_ progress: ScoringPass.Progress) {
        let now = clock.now
        if isInteractive {
            // Up to the line before, which is cleared behind what is written.
            Terminal.drawBeside("\(hasLine ? "\u{1B}[1A" : "")\(line(progress, now - started))\u{1B}[K\n")
            hasLine = true
        } else if now - shown >= .seconds(10) {
            shown = now
            Terminal.complain(line(progress, now - started))
        }
    }

    private func line(_ progress: ScoringPass.Progress, _ time: Duration) -> String {
        let seconds = time / .seconds(1)
        let rate = Double(progress.made) / max(seconds, 1e-9)
        let left = Double(progress.total - progress.done) / max(rate, 1e-9)
        return """
            \(progress.done)/\(progress.total)  \(fixed(rate, digits: 2)) a second, \(Self.duration(left)) left\
            \(progress.failures > 0 ? ", \(progress.failures) failed" : "")
            """
    }

    /// As in `1:05:09`, `5:09`.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded(.up))
        let parts = [whole / 3600, whole / 60 % 60, whole % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let text = (whole < 3600 ? parts.dropFirst() : parts[...]).joined(separator: ":")
        return text.hasPrefix("0") ? String(text.dropFirst()) : text
    }

    func end(_ progress: ScoringPass.Progress, _ path: String) {
        let seconds = (clock.now - started) / .seconds(1)
        let rate =
            seconds > 0 && progress.made > 0 ? ", \(fixed(Double(progress.made) / seconds, digits: 2)) a second" : ""
        let earlier = progress.done - progress.made
        Terminal.complain(
            "\(progress.made) scored in \(Self.duration(seconds))\(rate)\(earlier > 0 ? "; \(earlier) were there before" : "")"
        )
        if progress.wasStopped {
            Terminal.complain("stopped; the same command goes on with the other \(progress.total - progress.done)")
        }
        Terminal.say(
            "\(path): \(progress.done) of \(progress.total) prompts, \(progress.failures) failed and left out of any score"
        )
    }
}
