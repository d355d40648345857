package import Clusters
import Files
import Notebooks
package import Sessions

/// Runs a checked notebook's cells in order, takes from kept results what would come out the same, and tells of
/// everything that happens.
package final class Runner {
    private let notebook: CheckedNotebook
    private let settings: RunSettings
    private let session: Session
    private let keys: NotebookKeys
    private let plan: RunPlan
    private let results: KeptResults
    private let watch: (RunEvent, RunRecord) -> Void
    private let remembers: Bool
    private let clock = ContinuousClock()
    private var started: ContinuousClock.Instant
    private var secondsBefore = 0.0
    private var record: RunRecord
    private var values: [String: Value] = [:]
    /// Of a session that had run every cell so far.
    private var circumstances: Circumstances
    /// The cells whose results are those that the notebook asks for.
    private var settled: Set<Int> = []
    private var state: StateTracker

    /// - Parameters:
    ///   - store: where results are kept from run to run; nil to keep none.
    ///   - remembers: whether plans to come hold the notebook against this run.
    ///   - watch: hears of everything as it happens, with the record as it is then.
    ///   - isInterrupted: asked wherever work can stop with nothing lost.
    package init(
        _ notebook: CheckedNotebook, files: SessionFiles, settings: RunSettings = RunSettings(),
        store: ResultStore? = nil, remembers: Bool = true, environment: KeyEnvironment? = nil,
        communicator: any Communicator = SingleProcess(),
        watch: @escaping (RunEvent, RunRecord) -> Void, isInterrupted: @escaping () -> Bool
    ) {
        self.notebook = notebook
        self.settings = settings
        self.watch = watch
        self.remembers = remembers
        let environment = communicator.ofFirst { environment ?? KeyEnvironment(communicator) }
        keys = NotebookKeys(notebook, files: files, environment: environment)
        results = KeptResults(store, communicator, isPassedOver: settings.startsAfresh)
        // What is kept changes while the run goes on, and other machines may not see it.
        plan = communicator.ofFirst { [keys, results] in
            RunPlan(
                notebook.notebook.cells, keys,
                previous: store?.previousRun(of: notebook.notebook.source.fileName) ?? PreviousRun(),
                selection: settings.selection, isKept: { results.has($0) })
        }
        session = Session(
            files: files, startsAfresh: settings.startsAfresh, monitor: Monitor(isInterrupted: isInterrupted),
            communicator: communicator)
        state = StateTracker(session, results)
        circumstances = Circumstances(session)
        started = clock.now
        record = RunRecord(RunStart(notebook, provenance: Provenance(of: notebook, session, started: "")))
        for entry in notebook.parameters.entries { values["parameters.\(entry.parameter.name)"] = entry.value }
    }
}

// MARK: The run

extension Runner {
    /// Runs the cells until one fails.
    ///
    /// A failed expectation fails the run and does not end it: no later cell is worse for it, and each may show why.
    ///
    /// - Parameter former: the record of the same notebook's run that was cut off and is to go on: what is finished there
    ///   stays.
    package func run(
        started time: String, isReproducible: Bool = false, resuming former: RunRecord? = nil
    ) -> RunRecord {
        started = clock.now
        if let former {
            begin(resuming: former, at: time)
        } else {
            var provenance = Provenance(of: notebook, session, started: time)
            provenance.isReproducible = isReproducible
            tell(.runStart(run: RunStart(notebook, provenance: provenance)))
        }
        for step in plan.steps {
            carryOut(step)
            if outcome.endsRun { break }
        }
        tell(.runEnd(outcome: outcome, seconds: elapsed))
        remember(time)
        return record
    }

    private func begin(resuming former: RunRecord, at time: String) {
        record = former
        secondsBefore = former.seconds
        tell(.runResume(at: time))
        for cell in record.cells where cell.outcome.isWhole && cell.key == keys.cells[cell.index].key?.digest {
            // What later cells use of it must still be there; else it is run again, to the same end.
            guard let entry = try? results.entry(ofCell: cell.index, keys), restoreFiles(of: entry) else { continue }
            settle(cell.index, with: entry)
        }
    }

    private var elapsed: Double { secondsBefore + (clock.now - started).inSeconds }

    private func tell(_ event: JournalEvent) {
        record.apply(event)
        watch(.journal(event), record)
    }

    private func warn(_ text: String) { watch(.warning(text), record) }

    private func carryOut(_ step: RunPlan.Step) {
        guard !settled.contains(step.cell) else { return }
        switch step.action {
        case .reuse, .run: settle(step.cell)
        case .show: show(step)
        case .skip: break
        }
    }

    /// How the run would end if it ended now.
    private var outcome: RunOutcome {
        let cells = notebook.notebook.cells
        for (result, cell) in zip(record.cells, cells) where result.origin != .earlierRun {
            guard let outcome = RunOutcome(result.outcome), outcome.endsRun else { continue }
            if outcome == .interrupted || !cell.display.allowError { return outcome }
        }
        let isRefuted = zip(record.cells, cells).contains { result, cell in
            result.outcome == .expectationFailed && result.origin != .earlierRun && !cell.display.allowError
        }
        if isRefuted { return .expectationFailed }
        let isDone = plan.steps.allSatisfy { step in
            [.show, .skip].contains(step.action) || ![.notRun, .unfinished].contains(record.cells[step.cell].outcome)
        }
        return isDone ? .succeeded : .unfinished
    }

    // MARK: One cell

    /// Brings a cell to the results that the notebook asks for: from what is kept, or by running it.
    private func settle(_ index: Int) {
        if !state.isTainted(keys.cells[index]) {
            do {
                if let entry = try results.entry(ofCell: index, keys), restoreFiles(of: entry) {
                    tell(reused: entry, cell: index)
                    settle(index, with: entry)
                    return
                }
            } catch {
                warn("\(name(index)): what is kept of it cannot be used, since \(error); it runs again")
            }
        }
        for dependency in keys.cells[index].dependencies.sorted() where !settled.contains(dependency) {
            settle(dependency)
            if outcome.endsRun { return }
        }
        run(notebook.notebook.cells[index])
    }

    private func settle(_ index: Int, with entry: CellEntry) {
        settled.insert(index)
        for value in entry.values { values[value.name] = value.value }
        take(entry.circumstances, from: index)
        session.use(threads: circumstances.threads)
        state.note(index, keptAs: entry)
    }

    /// What a cell leaves of the circumstances is for it to say, and the rest stays.
    private func take(_ others: Circumstances, from index: Int) {
        let leaves = keys.cells[index].leaves
        if leaves[.seed] != nil { circumstances.seed = others.seed }
        if leaves[.precision] != nil {
            (circumstances.precision, circumstances.threads) = (others.precision, others.threads)
        }
    }

    private func tell(reused entry: CellEntry, cell index: Int) {
        tell(.cellStart(cell: index))
        tell(outputs: entry.outputs, entry.values, of: index)
        take(entry.circumstances, from: index)
        var end = CellEnd(entry, circumstances, elapsed: elapsed)
        end.origin = .reused
        end.problem = entry.problem.map { rebased($0, entry.failedCommand, in: index) }
        tell(.cellEnd(cell: index, end: end))
    }

    /// A problem at the place where its command stands now.
    private func rebased(_ problem: Diagnostic, _ command: Int?, in cell: Int) -> Diagnostic {
        var problem = problem
        let commands = notebook.commands[cell]
        if let command, commands.indices.contains(command) { problem.place = commands[command].place }
        return problem
    }

    private func tell(outputs: [Output], _ values: [NamedValue], of cell: Int) {
        for output in outputs {
            if case .figure(let figure) = output {
                tell(.figure(cell: cell, figure: figure))
            } else {
                tell(.output(cell: cell, output: output))
            }
        }
        for value in values { tell(.metric(cell: cell, metric: value)) }
    }

    /// What an earlier run came to, with what has changed since.
    private func show(_ step: RunPlan.Step) {
        guard let former = step.previous, let entry = try? results.entry(former.key.digest) else { return }
        tell(.cellStart(cell: step.cell))
        tell(outputs: entry.outputs, entry.values, of: step.cell)
        var end = CellEnd(entry, circumstances, elapsed: elapsed)
        end.origin = .earlierRun
        end.staleness = step.reasons
        end.problem = entry.problem.map { rebased($0, entry.failedCommand, in: step.cell) }
        tell(.cellEnd(cell: step.cell, end: end))
    }

    /// Whether the files that a cell had written are there, or are again.
    private func restoreFiles(of entry: CellEntry) -> Bool {
        do {
            try session.communicator.together {
                guard session.communicator.isFirst else { return }
                try results.restoreFiles(of: entry, in: session.files)
            }
            return true
        } catch {
            warn("what is kept of \(entry.cell) cannot be used, since \(error); it runs again")
            return false
        }
    }

    private func name(_ index: Int) -> String { notebook.notebook.cells[index].name }

    // MARK: Running

    private func run(_ cell: Cell) {
        let index = cell.index
        tell(.cellStart(cell: index))
        var run = CellRun()
        do {
            try state.provide(
                keys.cells[index], rerun: { [unowned self] in self.run(notebook.notebook.cells[$0]) },
                warn: { [unowned self] in warn("\(name($0)): \($1)") })
            session.forgetAccess()
        } catch {
            let place = notebook.commands[index].first?.place ?? cell.place
            run.fail(with: error, at: place, of: cell)
        }
        // What has been run again in between has told of itself.
        if record.cells[index].outcome != .unfinished { tell(.cellStart(cell: index)) }
        let start = clock.now
        session.monitor.deadline = (cell.display.timeout ?? settings.timeout).map { start + .seconds($0) }
        session.monitor.report = { [unowned self] in hear($0, from: index) }
        for (number, command) in notebook.commands[index].enumerated() where run.outcome.isWhole {
            carryOut(command, number, of: cell, &run)
        }
        finish(cell, run, seconds: (clock.now - start).inSeconds)
    }

    private func carryOut(_ command: PreparedCommand, _ number: Int, of cell: Cell, _ run: inout CellRun) {
        let (outputs, values) = (run.outputs.count, run.values.count)
        do {
            try session.monitor.checkpoint()
            let result = try session.communicator.together(describing: CellRun.problem) {
                try command.command.run(try command.arguments(values: self.values), in: session)
            }
            run.add(result)
            run.noteFailedExpectation(result, command, number)
        } catch {
            run.fail(with: error, at: command.place, of: cell)
        }
        run.isAsDeclared = run.isAsDeclared && session.access.isWithin(command.command)
        assert(run.isAsDeclared, "`\(command.command.name)` touched \(session.access), which it does not declare")
        run.note(session)
        for value in run.values[values...] { self.values[value.name] = value.value }
        tell(outputs: Array(run.outputs[outputs...]), Array(run.values[values...]), of: cell.index)
    }

    private func hear(_ progress: Progress, from cell: Int) {
        if case .epoch(let epoch) = progress { tell(.epoch(cell: cell, epoch: epoch)) }
        watch(.progress(progress), record)
    }

    private func finish(_ cell: Cell, _ run: CellRun, seconds: Double) {
        let keyed = keys.cells[cell.index]
        let isTainted = state.isTainted(keyed)
        state.note(cell.index, leaves: keyed.leaves, isWhole: run.outcome.isWhole && !isTainted)
        settled.insert(cell.index)
        take(Circumstances(session), from: cell.index)
        var end = CellEnd(run, seconds: seconds, circumstances, elapsed: elapsed)
        end.key = keyed.key?.digest
        if let key = keyed.key, !isTainted, run.isFaithful(to: keyed) {
            keep(CellEntry(key, run, end, notebook: notebook.notebook.source.name, cell: cell.name), run, cell.index)
        }
        tell(.cellEnd(cell: cell.index, end: end))
    }

    /// Keeps what the cell came to. A disk that has no room for it ends nothing.
    private func keep(_ entry: CellEntry, _ run: CellRun, _ index: Int) {
        var entry = entry
        entry.made = record.provenance.started
        do {
            if let kept = try results.keep(entry, changing: keys.cells[index].leaves.keys, run.filesWritten, session) {
                state.note(index, keptAs: kept)
            }
        } catch {
            if results.isFirstComplaint { warn("results cannot be kept for later runs: \(error); the run goes on") }
        }
    }

    /// Remembers how each cell went, for plans to come.
    private func remember(_ time: String) {
        guard remembers, session.communicator.isFirst, let store = results.store else { return }
        let cells = zip(notebook.notebook.cells, keys.cells).compactMap { cell, keyed -> PreviousRun.Cell? in
            let result = record.cells[cell.index]
            guard result.origin != .earlierRun, result.outcome != .notRun, let key = keyed.key else {
                return plan.steps[cell.index].previous
            }
            return PreviousRun.Cell(
                label: cell.display.label, index: cell.index, key: key, outcome: result.outcome,
                seconds: result.seconds)
        }
        do {
            try store.save(PreviousRun(cells: cells), of: notebook.notebook.source.fileName)
        } catch {
            if results.isFirstComplaint { warn("results cannot be kept for later runs: \(error)") }
        }
    }
}

extension Duration {
    fileprivate var inSeconds: Double { self / .seconds(1) }
}

extension Communicator {
    /// A value as the first process makes it, for all.
    fileprivate func ofFirst<Value: Codable>(_ make: () -> Value) -> Value {
        let own = make()
        guard size > 1, let bytes = try? ExactJSON.bytes(own) else { return own }
        let firsts = broadcast(isFirst ? bytes : [], from: 0)
        return (try? ExactJSON.value(Value.self, firsts)) ?? own
    }
}
