import Sessions

extension RunRecord {
    /// The record of a run that has just begun.
    package init(_ start: RunStart) {
        notebook = start.notebook
        parameters = start.parameters
        provenance = start.provenance
        outcome = start.labels.isEmpty ? .succeeded : .unfinished
        seconds = 0
        worksCited = start.worksCited
        cells = start.labels.enumerated().map { CellRecord(notRun: $0, label: $1) }
    }

    /// Takes in what happened next. Events that do not fit, which no run writes, change nothing.
    package mutating func apply(_ event: JournalEvent) {
        switch event {
        case .runStart(let run): self = RunRecord(run)
        case .runResume:
            outcome = .unfinished
            // What did not come to its end is to be done.
            for index in cells.indices where !cells[index].outcome.isWhole {
                cells[index] = CellRecord(notRun: index, label: cells[index].label)
            }
        case .cellStart(let cell):
            change(cell) { record in
                record = CellRecord(notRun: cell, label: record.label)
                record.outcome = .unfinished
            }
        case .output(let cell, let output): change(cell) { $0.outputs.append(output) }
        case .figure(let cell, let figure): change(cell) { $0.outputs.append(.figure(figure)) }
        case .metric(let cell, let metric): change(cell) { $0.values.append(metric) }
        case .epoch(let cell, let epoch): change(cell) { $0.epochs.append(epoch) }
        case .cellEnd(let cell, let end):
            change(cell) { $0.take(end) }
            seconds = end.elapsed
            provenance.take(end.circumstances)
        case .runEnd(let outcome, let seconds):
            self.outcome = outcome
            self.seconds = seconds
        }
    }

    private mutating func change(_ cell: Int, _ change: (inout CellRecord) -> Void) {
        if cells.indices.contains(cell) { change(&cells[cell]) }
    }
}

extension CellRecord {
    fileprivate mutating func take(_ end: CellEnd) {
        outcome = end.outcome
        seconds = end.seconds
        origin = end.origin
        staleness = end.staleness
        problem = end.problem
        key = end.key
        filesRead = end.filesRead
        filesWritten = end.filesWritten
        // What they showed is in the outputs now.
        epochs = []
    }
}

extension Provenance {
    fileprivate mutating func take(_ circumstances: Circumstances) {
        (seed, threads) = (circumstances.seed, circumstances.threads)
        precision = circumstances.precision
    }
}
