import Files
import LogProbs
import Notebooks
import Running
import Sessions
import Statistics
import Uncertainty

/// The report of a calibration: a notebook of what was done, beside the scores that it reads, and its page.
///
/// The folder stands by itself: `haltbook run calibration.md` in it makes the same page again, and somebody may go on writing there.
struct CalibrationReport {
    let plan: CalibrationPlan
    let table: ScoreTable

    private var signals: [String] { [plan.first.signal] + (plan.second.map { [$0.signal] } ?? []) }

    /// Writes the folder's files; returns the page's path.
    func write(to folder: String) throws -> String {
        for signal in signals
        where !signal.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }) {
            throw Failure(
                "a notebook cannot name the signal `\(signal)`; rename the column with letters, digits and _ for a report"
            )
        }
        let notebook = "\(folder)/calibration.md"
        do throws(FileProblem) {
            try SafeFile.makeFolder(folder)
            try SafeFile.write(scores, to: "\(folder)/scores.jsonl")
            try SafeFile.write(text, to: notebook)
        } catch {
            throw Failure("\(error); choose another folder with --report")
        }
        let file = try NotebookFile(path: notebook)
        let result = file.check()
        guard let checked = result.notebook else {
            preconditionFailure("the report's notebook is wrong: \(result.diagnostics.map(\.message))")
        }
        let record = PassingRun(file: file, notebook: checked, sharesResults: false).record(in: try TemporaryFolder())
        for problem in record.cells.compactMap(\.problem) { Terminal.complain(problem.message(in: record.notebook)) }
        let files = ReportFiles(folder: folder)
        try files.write(record)
        return files.report
    }

    // MARK: The scores

    /// The samples that have all signals, with their groups and items as they were found.
    private var scores: [UInt8] {
        let places = signals.compactMap { table.signals.firstIndex(of: $0) }
        var text = LogProbs.JSONText()
        for row in table.rows where places.allSatisfy({ row.values[$0].isFinite }) {
            text.add("{\"id\":")
            text.addString(row.id)
            text.add(",\"label\":")
            text.add(row.label)
            if let group = row.group {
                text.add(",\"group\":")
                text.addString(group)
            }
            text.add(",\"item\":")
            text.addString(row.item)
            for (signal, place) in zip(signals, places) {
                text.add(",")
                text.addString(signal)
                text.add(":")
                text.add(row.values[place])
            }
            text.add("}\n")
        }
        return text.bytes
    }

    // MARK: The notebook

    private var text: String {
        let first = option(plan.first)
        let second = plan.second.map { " second=scores.\($0.signal)" } ?? ""
        return """
            ---
            title: "Calibration of \(plan.first.signal)"
            ---

            The scores are in `scores.jsonl`. First, what they are like: which way the signal points, in all samples and in each group.

            ```halt
            #| label: signal
            setup seed=\(plan.seed)
            dataset scores path=scores.jsonl
            diagnose \(first)\(second)
            ```

            # Thresholds

            They are chosen on one part of the samples, in which the samples of one item stay together, and judged by the other.

            ```halt
            #| label: thresholds
            split train=0 validation=\(plan.chosenShare)
            sweep \(first) recall=\(plan.wantedRecall)\(sweep)
            ```

            The best of a sweep promises nothing. The following threshold keeps \(plan.target), but for a risk of \(plan.risk).

            ```halt
            #| label: guarantee
            calibrate \(first) target="\(plan.target)" risk=\(plan.risk)\(plan.isForced ? " force=true" : "")
            ```

            """
    }

    private func option(_ choice: CalibrationPlan.Choice) -> String {
        "signal=scores.\(choice.signal) riskier=\(choice.direction == .higherIsPositive ? "higher" : "lower")"
    }

    private var sweep: String {
        switch plan.thresholds {
        case .flaggedShares(let from, let to, let count): return " from=\(from) to=\(to) count=\(count)"
        case .quantiles(let from, let to, let count):
            // Of higher scores a share from the top is flagged.
            let (low, high) = plan.first.direction == .higherIsPositive ? (1 - to, 1 - from) : (from, to)
            return " from=\(low) to=\(high) count=\(count)"
        case .steps(let start, let stop, let step): return " start=\(start) stop=\(stop) step=\(step)"
        }
    }
}
