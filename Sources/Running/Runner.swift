package import Clusters
import Files
import Notebooks
package import Sessions

/// Runs a checked notebook's cells in order, and records what each gives.
package struct Runner {
    private let notebook: CheckedNotebook
    private let session: Session
    private let clock = ContinuousClock()
    private let watch: (RunEvent) -> Void
    private var values: [String: Value] = [:]

    /// `watch` hears of everything as it happens; `isInterrupted` is asked wherever work can stop with nothing lost.
    /// Where it `startsAfresh`, checkpoints of earlier runs are passed over.
    package init(
        _ notebook: CheckedNotebook, files: SessionFiles, startsAfresh: Bool = false,
        communicator: any Communicator = SingleProcess(),
        watch: @escaping (RunEvent) -> Void, isInterrupted: @escaping () -> Bool
    ) {
        self.notebook = notebook
        self.watch = watch
        session = Session(
            files: files, startsAfresh: startsAfresh,
            monitor: Monitor(report: { watch(.progress($0)) }, isInterrupted: isInterrupted),
            communicator: communicator)
        for entry in notebook.parameters.entries { values["parameters.\(entry.parameter.name)"] = entry.value }
    }

    /// Runs the cells until one fails. `keep` is given the record after each cell.
    ///
    /// A failed expectation fails the run and does not end it: no later cell is worse for it, and each may show why.
    package mutating func run(started: String, keep: (RunRecord) throws -> Void) rethrows -> RunRecord {
        let start = clock.now
        var record = emptyRecord(started: started)
        watch(.runStarted(cells: record.cells.count))
        for cell in notebook.notebook.cells {
            watch(.cellStarted(cell, of: record.cells.count))
            let result = run(cell)
            record.cells[cell.index] = result
            record.seconds = (clock.now - start).inSeconds
            record.provenance = provenance(started: started)
            watch(.cellFinished(cell, result))
            record.outcome = outcome(of: record, after: cell)
            if record.outcome.endsRun { break }
            try keep(record)
        }
        return record
    }

    /// How the run would end if it ended after this cell.
    private func outcome(of record: RunRecord, after cell: Cell) -> RunOutcome {
        let result = record.cells[cell.index].outcome
        if let outcome = RunOutcome(result), outcome.endsRun, outcome == .interrupted || !cell.display.allowError {
            return outcome
        }
        let isRefuted = zip(record.cells, notebook.notebook.cells).contains { result, cell in
            result.outcome == .expectationFailed && !cell.display.allowError
        }
        if isRefuted { return .expectationFailed }
        return cell.index == record.cells.count - 1 ? .succeeded : .unfinished
    }

    private func emptyRecord(started: String) -> RunRecord {
        RunRecord(
            notebook: notebook.notebook.source,
            parameters: notebook.parameters.entries.map {
                ParameterRecord(
                    name: $0.parameter.name, value: $0.value, isDefault: $0.isDefault, help: $0.parameter.help)
            },
            provenance: provenance(started: started),
            outcome: notebook.notebook.cells.isEmpty ? .succeeded : .unfinished, seconds: 0,
            cells: notebook.notebook.cells.map(CellRecord.init(notRun:)))
    }

    private func provenance(started: String) -> Provenance {
        let communicator = session.communicator
        let processes = communicator.size > 1 ? ["\(communicator.size) processes on \(communicator.name)"] : []
        return Provenance(
            versions: Versions.all + [Notebook.parserVersion] + processes, processor: Machine.processor,
            threads: session.threads, precision: session.precisionName, seed: session.seed, draws: Versions.draws,
            notebookDigest: SHA256.hexDigest(of: notebook.notebook.source.text),
            commit: GitCommit.of(folder: session.files.notebookFolder), started: started)
    }

    // MARK: One cell

    private mutating func run(_ cell: Cell) -> CellRecord {
        let start = clock.now
        session.monitor.deadline = cell.display.timeout.map { start + .seconds($0) }
        var record = CellRecord(notRun: cell)
        record.outcome = .succeeded
        for command in notebook.commands[cell.index] {
            do {
                try session.monitor.checkpoint()
                let result = try session.communicator.together(describing: Self.problem) {
                    try command.command.run(try command.arguments(values: values), in: session)
                }
                add(result, to: &record)
                noteFailedExpectation(result, command, in: &record)
            } catch {
                fail(&record, with: error, at: command.place, of: cell)
                break
            }
        }
        record.seconds = (clock.now - start).inSeconds
        return record
    }

    private mutating func add(_ result: CommandResult, to record: inout CellRecord) {
        record.outputs += result.outputs
        record.values += result.values
        for value in result.values { values[value.name] = value.value }
    }

    /// What other processes are told of an error.
    private static func problem(_ error: any Error) -> String {
        (error as? CommandFailure)?.problem ?? (error as? Diagnostic)?.problem ?? "\(error)"
    }

    /// A failed expectation fails the cell, whose other commands still run: what they show helps to see why.
    private func noteFailedExpectation(
        _ result: CommandResult, _ command: PreparedCommand, in record: inout CellRecord
    ) {
        for case .expectation(let expectation) in result.outputs where !expectation.passed && record.problem == nil {
            record.outcome = .expectationFailed
            record.problem = Diagnostic(
                .expectationFailed, at: command.place,
                "`\(expectation.comparison)` does not hold: \(expectation.detail)",
                remedy: "")
        }
    }

    private mutating func fail(_ record: inout CellRecord, with error: any Error, at place: SourcePlace, of cell: Cell)
    {
        record.outcome = .failed
        switch error {
        case let stopped as Stopped:
            add(stopped.partialResult, to: &record)
            let isTimeout = stopped.reason == .timedOut
            record.outcome = isTimeout ? .timedOut : .interrupted
            record.problem = Diagnostic(
                isTimeout ? .timedOut : .interrupted, at: place,
                isTimeout ? "\(cell.name) took longer than its timeout" : "\(cell.name) was interrupted",
                remedy: isTimeout ? "give it more in `#| timeout:`" : "run it again to finish it")
        case let failure as CommandFailure:
            add(failure.partialResult, to: &record)
            record.problem = Diagnostic(.commandFailed, at: place, failure.problem, remedy: failure.remedy)
        case let diagnostic as Diagnostic:
            record.problem = diagnostic
        case let problem as FileProblem:
            record.problem = Diagnostic(
                .commandFailed, at: place, "\(problem)",
                remedy: "make room there, or choose another place with --output")
        default:
            record.problem = Diagnostic(.commandFailed, at: place, "\(error)", remedy: "")
        }
    }
}

extension Duration {
    fileprivate var inSeconds: Double { self / .seconds(1) }
}
