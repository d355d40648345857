import Running

/// Writes what a run tells: each event into its journal at once, and, where it takes a while, its report as it grows.
final class RunWriter {
    private let files: ReportFiles
    private let former: RunJournal.Content?
    private var journal: RunJournal?
    private var hasBegun = false
    private let complain: (String) -> Void
    private let clock = ContinuousClock()
    private var written: ContinuousClock.Instant
    /// How long to wait until the report is written again.
    private var pause = Duration.seconds(1)
    private var hasComplained = false

    /// - Parameter former: what the journal holds of a run that is to go on.
    init(_ files: ReportFiles, resuming former: RunJournal.Content?, complain: @escaping (String) -> Void) {
        self.files = files
        self.complain = complain
        self.former = former
        written = clock.now
    }

    func take(_ event: JournalEvent, _ record: RunRecord) {
        do {
            if hasBegun { try journal?.append(event) } else { try begin(with: event) }
            guard event.isWorthShowing, clock.now - written > pause else { return }
            let start = clock.now
            try files.write(record)
            written = clock.now
            // The report takes a small share of the time, however long it is.
            pause = max(.seconds(1), (written - start) * 50)
        } catch {
            warn(error)
        }
    }

    private func begin(with event: JournalEvent) throws {
        hasBegun = true
        guard let former else {
            journal = try RunJournal(creating: files.journal, with: event)
            return
        }
        journal = try RunJournal(continuing: files.journal, after: former)
        try journal?.append(event)
    }

    private func warn(_ error: any Error) {
        if !hasComplained { complain("\(error); the run goes on") }
        hasComplained = true
    }
}

extension JournalEvent {
    fileprivate var isWorthShowing: Bool {
        switch self {
        case .cellEnd, .epoch: true
        case .runStart, .runResume, .cellStart, .output, .figure, .metric, .runEnd: false
        }
    }
}
