import Figures
import Notebooks
import Reports
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

    init() {
        started = clock.now
    }

    func show(_ event: RunEvent) {
        switch event {
        case .runStarted: break
        case .cellStarted(let cell, let count):
            started = clock.now
            doneBefore = nil
            title = "[\(cell.index + 1)/\(count)] \(cell.name)"
            if isInteractive { writeOver("\(title) …") }
        case .progress(.step(let done, let total, let unit, let detail)):
            if doneBefore == nil { doneBefore = done - 1 }
            if isInteractive { writeOver(bar(done, total, unit, detail)) }
        case .progress(.line(let line)):
            closeLine()
            Terminal.say("  \(line)")
        case .cellFinished(let cell, let record):
            closeLine()
            let ending = record.outcome == .succeeded ? "" : "  \(record.outcome.words)"
            Terminal.say("\(title)  \(Seconds.text(record.seconds))\(ending)")
            if record.outcome == .succeeded { warn(record, cell) }
        }
    }

    private func warn(_ record: CellRecord, _ cell: Cell) {
        for case .warning(let text) in record.outputs { Terminal.say("  warning: \(text)") }
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
        Terminal.sayWithoutEnd("\r\u{1B}[K" + text.prefix(Terminal.width - 1))
        hasOpenLine = true
    }

    private func closeLine() {
        guard hasOpenLine else { return }
        Terminal.sayWithoutEnd("\r\u{1B}[K")
        hasOpenLine = false
    }
}
