import Clusters
import Files
import Notebooks
import Sessions

extension RunStart {
    init(_ notebook: CheckedNotebook, provenance: Provenance) {
        self.init(
            notebook: notebook.notebook.source,
            parameters: notebook.parameters.entries.map {
                ParameterRecord(
                    name: $0.parameter.name, value: $0.value, isDefault: $0.isDefault, help: $0.parameter.help)
            },
            provenance: provenance, labels: notebook.notebook.cells.map(\.display.label),
            worksCited: notebook.worksCited)
    }
}

extension Provenance {
    init(of notebook: CheckedNotebook, _ session: Session, started: String) {
        let communicator = session.communicator
        let processes = communicator.size > 1 ? ["\(communicator.size) processes on \(communicator.name)"] : []
        self.init(
            versions: Versions.all + [Notebook.parserVersion] + processes, processor: Machine.processor,
            threads: session.threads, precision: session.precisionName, seed: session.seed, draws: Versions.draws,
            notebookPath: session.files.notebookPath(notebook.notebook.source.name),
            notebookDigest: SHA256.hexDigest(of: notebook.notebook.source.text),
            commit: GitCommit.of(folder: session.files.notebookFolder), started: started)
    }
}

extension Circumstances {
    init(_ session: Session) {
        self.init(seed: session.seed, threads: session.threads, precision: session.precisionName)
    }
}

extension CellEnd {
    init(_ run: CellRun, seconds: Double, _ circumstances: Circumstances, elapsed: Double) {
        self.init(outcome: run.outcome, seconds: seconds, circumstances: circumstances, elapsed: elapsed)
        problem = run.problem
        filesRead = run.filesRead
        filesWritten = Dictionary(
            run.filesWritten.map { ($0.path, SHA256.hexDigest(of: $0.bytes)) }, uniquingKeysWith: { $1 })
    }

    init(_ entry: CellEntry, _ circumstances: Circumstances, elapsed: Double) {
        self.init(outcome: entry.outcome, seconds: entry.seconds, circumstances: circumstances, elapsed: elapsed)
        key = entry.key.digest
        filesRead = entry.filesRead
        filesWritten = entry.filesWritten
    }
}

extension CellEntry {
    init(_ key: CellKey, _ run: CellRun, _ end: CellEnd, notebook: String, cell: String) {
        self.init(
            key: key, notebook: notebook, cell: cell, made: "", seconds: end.seconds, outcome: run.outcome,
            outputs: run.outputs, values: run.values, failedCommand: run.failedCommand, problem: run.problem,
            state: [:],
            filesRead: end.filesRead, filesWritten: [:], circumstances: end.circumstances)
    }
}

extension SessionAccess {
    /// Whether a command declares all that was touched.
    func isWithin(_ command: any Command.Type) -> Bool {
        used.isSubset(of: command.uses) && changed.isSubset(of: command.changes)
    }
}
