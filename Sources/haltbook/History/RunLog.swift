import Dispatch
import Files
import Notebooks
import Reports
import RunStorage
import Running
import Sessions
import Synchronization

/// A run's entry in the history beside its notebook. Whatever is wrong with the history, the run goes on; nor does it wait
/// for the entry to be begun.
final class RunLog: Sendable {
    private let queue = DispatchQueue(label: "history")
    /// The history and the entry, or why there is none.
    private let entry: Mutex<Result<(RunHistory, StoredRun), HistoryProblem>?>

    /// Begins the entry of a run, which counts as unfinished until it ends.
    init(_ file: NotebookFile, _ notebook: CheckedNotebook, store: ResultStore) {
        let path = "\(store.folder)/history.sqlite"
        let started = RunDate.now
        var generator = SystemRandomNumberGenerator()
        let run = StoredRun(
            id: StoredRun.id(started: started, using: &generator), notebook: file.path,
            notebookPath: SafeFile.realPath(file.path) ?? file.path, started: started,
            program: "haltbook \(Versions.program)",
            parameters: notebook.parameters.entries.map {
                StoredRun.Parameter(
                    name: $0.parameter.name, value: $0.value.description, isDefault: $0.isDefault)
            })
        entry = Mutex(nil)
        queue.async { [self] in
            let result = Result { () throws(HistoryProblem) in try Self.begin(run, path) }
            entry.withLock { $0 = result }
        }
    }

    private static func begin(_ run: StoredRun, _ path: String) throws(HistoryProblem) -> (RunHistory, StoredRun) {
        // It may have come with a stranger's notebook, and lead to a file of the reader's own.
        guard !SafeFile.isLink(path) else {
            throw HistoryProblem(path: path, problem: "it is a symbolic link, which is not followed")
        }
        var run = run
        var generator = SystemRandomNumberGenerator()
        let history = try RunHistory(path)
        try history.begin(&run, using: &generator)
        return (history, run)
    }

    /// Keeps what the run came to; `warn` is told where it cannot be kept.
    func finish(_ record: RunRecord, report: String, warn: (String) -> Void) {
        let begun = queue.sync { entry.withLock { $0 } }
        do throws(HistoryProblem) {
            guard let (history, begun) = try begun?.get() else { return }
            var run = begun
            run.take(record)
            run.report = report
            try history.finish(run)
        } catch {
            warn("\(error)")
        }
    }
}

extension StoredRun {
    fileprivate mutating func take(_ record: RunRecord) {
        outcome = record.outcome.rawValue
        seconds = record.seconds
        commit = record.provenance.commit
        for case .expectation(let expectation) in record.cells.filter({ !$0.isStale }).flatMap(\.outputs) {
            if expectation.passed { expectationsHeld += 1 } else { expectationsFailed += 1 }
        }
        cells = record.cells.map { cell in
            Cell(
                index: cell.index, name: cell.label ?? "cell \(cell.index + 1)", outcome: cell.outcome.rawValue,
                seconds: cell.seconds, source: cell.origin.stored, key: cell.key)
        }
        metrics = record.cells.flatMap { cell in
            cell.values.map { Metric(cell: cell.index, name: $0.name, value: $0.value.stored) }
        }
        files = ReportSources(record).all.map { File(role: $0.role.rawValue, path: $0.path, sha256: $0.digest) }
    }
}

extension CellOrigin {
    fileprivate var stored: String {
        switch self {
        case .thisRun: "ran"
        case .reused: "reused"
        case .earlierRun: "shown"
        }
    }
}

extension Value {
    fileprivate var stored: StoredRun.Value {
        switch self {
        case .integer(let value): .integer(value)
        case .real(let value): .number(value)
        case .boolean, .text, .list: .text(description)
        }
    }
}
