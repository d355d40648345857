import Figures
import Notebooks
import Reports
import Running
import Running
import Sessions

/// Shows a run as it goes on: a bar where there is a terminal, plain lines where there is none.
final class RunProgress {
    private let isInteractive = Terminal.isInteractive
    private let clock = ContinuousClock()
    private var started: ContinuousClock.Instant
    private var title = ""
    /// What was done before the first step that this cell told of: a training that goes on begins there.
    private var doneBefore: Int?
    private var hasOpenLine = false
    /// What the cell under way has shown.
    private var outputs: [Output] = []

    private let cells: [Cell]

    init(_ notebook: Notebook) {
        cells = notebook.cells
        started = clock.now
    }

    func show(_ event: RunEvent) {
        switch event {
        case .journal(.cellStart(let index)):
            started = clock.now
            doneBefore = nil
            outputs = []
            title = "[\(index + 1)/\(cells.count)] \(cells[index].name)"
            if isInteractive { writeOver("\(title) …") }
        case .journal(.output(_, let output)): outputs.append(output)
        case .journal(.epoch(_, let epoch)): say("  \(epoch.line)")
        case .journal(.cellEnd(_, let end)): show(end)
        case .journal(.runStart), .journal(.runResume), .journal(.figure), .journal(.metric), .journal(.runEnd): break
        case .progress(.step(let done, let total, let unit, let detail)):
            if doneBefore == nil { doneBefore = done - 1 }
            if isInteractive { writeOver(bar(done, total, unit, detail)) }
        case .progress(.line(let line)): say("  \(line)")
        case .progress(.epoch): break
        case .warning(let text):
            closeLine()
            Terminal.complain("haltbook: warning: \(text)")
        }
    }

    private func show(_ end: CellEnd) {
        let state = end.outcome == .succeeded ? nil : end.outcome.words
        let origin: String? =
            switch end.origin {
            case .thisRun: nil
            case .reused: "reused"
            case .earlierRun: end.staleness.isEmpty ? "of an earlier run" : "of an earlier run, out of date"
            }
        let ending = [origin, state].compactMap(\.self).map { "  \($0)" }.joined()
        say("\(title)  \(Seconds.text(end.seconds))\(ending)")
        guard end.outcome == .succeeded, end.origin == .thisRun else { return }
        for case .warning(let text) in outputs { Terminal.say("  warning: \(text)") }
    }

    private func say(_ line: String) {
        closeLine()
        Terminal.say(line)
    }

    /// `[12/19] train-model █████░░░░░░░ 12/30 · 0.25 steps/s · 1 min 12 s left · epoch 2, loss 0.01`
    private func bar(_ done: Int, _ total: Int, _ unit: String, _ detail: String) -> String {
        let seconds = (clock.now - started) / .seconds(1)
        let rate = Double(done - (doneBefore ?? 0)) / max(seconds, 1e-9)
        let left = Double(total - done) / max(rate, 1e-9)
        let filled = done * 12 / max(total, 1)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 12 - filled)
        return "\(title) \(bar) \(done)/\(total) · \(short(rate)) \(unit)s/s · \(Seconds.text(left)) left · \(detail)"
    }

    private func writeOver(_ text: String) {
        Terminal.draw("\r\u{1B}[K" + text.prefix(Terminal.width - 1))
        hasOpenLine = true
    }

    private func closeLine() {
        guard hasOpenLine else { return }
        Terminal.draw("\r\u{1B}[K")
        hasOpenLine = false
    }
}
