import Files
import Reports
import Running

/// The files that a run leaves in its output folder.
struct ReportFiles {
    let journal: String
    let record: String
    let report: String
    private let limits: OutputLimits

    init(folder: String, limits: OutputLimits = OutputLimits()) {
        self.limits = limits
        journal = "\(folder)/\(RunJournal.fileName)"
        record = "\(folder)/run.json"
        report = "\(folder)/report.html"
    }

    func write(_ run: RunRecord) throws {
        try RunFile.write(run, to: record)
        try SafeFile.write(HTMLReport(run, limits: limits).text, to: report)
    }
}
