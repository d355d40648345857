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
    private let plan: CalibrationPlan
    private let table: ScoreTable
    private let folder: String

    /// Throws where a notebook could not say it, or where the folder has files of somebody's own in their places.
    init(_ plan: CalibrationPlan, _ table: ScoreTable, folder: String) throws(Failure) {
        (self.plan, self.table, self.folder) = (plan, table, folder)
        for signal in signals
        where !signal.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }) {
            throw Failure(
                "a notebook cannot name the signal `\(signal.readable)`; rename the column with letters, digits and _ for a report"
            )
        }
        for (path, bytes) in files {
            // The same again is no loss.
            guard let other = try? SafeFile.read(path), other != bytes else { continue }
            throw Failure("\(path) is there already, with another content; choose another folder with --report")
        }
    }

    private var signals: [String] { [plan.first.signal] + (plan.second.map { [$0.signal] } ?? []) }

    private var notebook: String { "\(folder)/calibration.md" }

    /// What is written besides the run, by path.
    private var files: [(path: String, bytes: [UInt8])] {
        [("\(folder)/scores.jsonl", scores(of: [plan.first.signal]))]
            + (hasGaps ? [("\(folder)/both.jsonl", scores(of: signals))] : [])
            + [(notebook, Array(text.utf8))]
    }

    /// Writes the folder's files; returns the page's path.
    func write() throws -> String {
        do throws(FileProblem) {
            try SafeFile.makeFolder(folder)
            for (path, bytes) in files { try SafeFile.write(bytes, to: path) }
        } catch {
            throw Failure("\(error); choose another folder with --report")
        }
        let file = try NotebookFile(path: notebook)
        let result = file.check()
        guard let checked = result.notebook else {
            throw Failure(
                "a notebook cannot say this, so there is no report: \(result.diagnostics.map(\.message).joined())")
        }
        let record = PassingRun(file: file, notebook: checked, sharesResults: false).record(in: try TemporaryFolder())
        for problem in record.cells.compactMap(\.problem) { Terminal.complain(problem.message(in: record.notebook)) }
        let files = ReportFiles(folder: folder)
        try files.write(record)
        return files.report
    }

    // MARK: The scores

    /// Whether a sample that has the first signal lacks the second one.
    private var hasGaps: Bool { samples(of: signals).count < samples(of: [plan.first.signal]).count }

    private func places(of names: [String]) -> [Int] { names.compactMap { table.signals.firstIndex(of: $0) } }

    private func samples(of names: [String]) -> [ScoreTable.Row] {
        let places = places(of: names)
        return table.rows.filter { row in places.allSatisfy { row.values[$0].isFinite } }
    }

    /// The samples that have all of some signals, with what they have of all, and their groups and items as they were found.
    private func scores(of names: [String]) -> [UInt8] {
        let places = places(of: signals)
        var text = LogProbs.JSONText()
        for row in samples(of: names) {
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
            for (signal, place) in zip(signals, places) where row.values[place].isFinite {
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
        return """
            ---
            title: "Calibration of \(plan.first.signal)"
            ---

            The scores are in `scores.jsonl`. \(leftOut)First, what they are like: which way the signal points, in all samples and in each group.

            ```halt
            #| label: signal
            setup seed=\(plan.seed)
            dataset scores path=scores.jsonl
            diagnose \(first)
            ```

            \(second)
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

    private var leftOut: String {
        let left = [(table.failed, "failed"), (table.unlabelled, "without a label")].filter { $0.0 > 0 }
        guard !left.isEmpty else { return "" }
        return "Samples that were left out: \(left.map { "\($0.0) \($0.1)" }.joined(separator: ", ")). "
    }

    private var second: String {
        guard let second = plan.second else { return "" }
        return """
            # Beside \(second.signal)

            What `\(second.signal)` is like by itself\(hasGaps ? ", in the samples that have both" : "")\(
                ", and what the two have to do with each other.")

            ```halt
            #| label: second
            \(hasGaps ? "dataset scores path=both.jsonl\n" : "")diagnose \(option(second)) second=scores.\(plan.first.signal) second_riskier=\(
                Self.side(plan.first))\(hasGaps ? "\ndataset scores path=scores.jsonl" : "")
            ```

            """
    }

    private static func side(_ choice: CalibrationPlan.Choice) -> String {
        choice.direction == .higherIsPositive ? "higher" : "lower"
    }

    private func option(_ choice: CalibrationPlan.Choice) -> String {
        "signal=scores.\(choice.signal) riskier=\(Self.side(choice))"
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
