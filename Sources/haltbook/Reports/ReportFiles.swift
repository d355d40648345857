import Dispatch
import Files
import Reports
import Running
import Synchronization

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

    /// Writes both, each on a thread of its own.
    func write(_ run: RunRecord) throws {
        let recorded = Mutex<Result<Void, any Error>>(.success(()))
        let done = DispatchGroup()
        DispatchQueue.global().async(group: done) { [record] in
            let result = Result { try RunFile.write(run, to: record) }
            recorded.withLock { $0 = result }
        }
        let drawn = Result { try SafeFile.write(HTMLReport(run, limits: limits).text, to: report) }
        done.wait()
        try recorded.withLock { try $0.get() }
        try drawn.get()
    }
}
