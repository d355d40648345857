import Files
import Notebooks
import Reports
import RunStorage
import Running
import Sessions

/// A run's entry in the history beside its notebook. Whatever is wrong with the history, the run goes on.
struct RunLog {
    private let path: String
    private var run: StoredRun
    private var hasBegun = false
    private let warn: (String) -> Void

    /// Begins the entry of a run, which counts as unfinished until it ends.
    init(_ file: NotebookFile, _ notebook: CheckedNotebook, store: ResultStore, warn: @escaping (String) -> Void) {
        self.warn = warn
        path = "\(store.folder)/history.sqlite"
        let started = RunDate.now
        var generator = SystemRandomNumberGenerator()
        run = StoredRun(
            id: StoredRun.id(started: started, using: &generator), notebook: file.path,
            notebookPath: SafeFile.realPath(file.path) ?? file.path, started: started,
            program: "haltbook \(Versions.program)",
            parameters: notebook.parameters.entries.map {
                StoredRun.Parameter(
                    name: $0.parameter.name, value: $0.value.description, isDefault: $0.isDefault)
            })
        // It may have come with a stranger's notebook, and lead to a file of the reader's own.
        guard !SafeFile.isLink(path) else {
            warn("the history \(path) is a symbolic link, which is not followed; the run is not kept in it")
            return
        }
        do {
            try RunHistory(path).begin(&run, using: &generator)
            hasBegun = true
        } catch {
            warn("\(error)")
        }
    }

    /// Keeps what the run came to.
    mutating func finish(_ record: RunRecord, report: String) {
        guard hasBegun else { return }
        run.take(record)
        run.report = report
        do {
            try RunHistory(path).finish(run)
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
        for case .expectation(let expectation) in record.cells.flatMap(\.outputs) {
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
