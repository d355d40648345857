import Dispatch
import Files
import Synchronization

/// A run's journal: a file beside the report that holds every event as soon as it has happened.
///
/// A run that is killed at whatever moment loses none that was there, and one that loses its machine's power none before
/// the last boundary of a cell or an epoch. What is only copied from kept results, which nothing can lose, is written
/// while the run goes on.
package final class RunJournal: Sendable {
    private let log: RecordLog
    private let queue = DispatchQueue(label: "journal")
    /// What went wrong while nobody waited.
    private let problem = Mutex<(any Error)?>(nil)

    /// The name of the file in the output folder.
    package static let fileName = "run.journal"

    /// Begins a new journal with its first event.
    package init(creating path: String, with first: JournalEvent) throws {
        log = try RecordLog(creating: path, with: try ExactJSON.bytes(first))
    }

    /// Goes on with the journal of a run that was cut off.
    package init(continuing path: String, after content: Content) throws {
        log = try RecordLog(continuing: path, after: content.length)
    }

    /// Throws what went wrong with this event, or with one before.
    package func append(_ event: JournalEvent) throws {
        guard event.isBoundary else {
            queue.async { [self] in
                do { try log.append([try ExactJSON.bytes(event)]) } catch { problem.withLock { $0 = $0 ?? error } }
            }
            return
        }
        try queue.sync {
            try log.append([try ExactJSON.bytes(event)])
            try log.flush()
        }
        if let problem = problem.withLock({ $0 }) { throw problem }
    }

    // MARK: Reading

    /// What a journal says of its run.
    package struct Content: Sendable {
        package var record: RunRecord
        /// Whether the run came to its end.
        package var isComplete: Bool
        /// How many bytes the whole events take.
        fileprivate var length: Int
        /// How many bytes follow that cannot be read: an event that was cut off, or damage.
        package var rest: Int

        /// Whether something is left to be done.
        package var canGoOn: Bool {
            switch record.outcome {
            case .succeeded, .expectationFailed: !isComplete
            case .failed, .timedOut, .interrupted, .unfinished: true
            }
        }
    }

    /// Reads a journal, to its first byte that is damaged or missing.
    ///
    /// Throws a `FileProblem`, or `NotARecord` where no run is to be read of it.
    package static func read(_ path: String) throws -> Content {
        let log = try RecordLog.read(path)
        guard let first = log.records.first, let start = try? ExactJSON.value(FormatOnly.self, first) else {
            throw NotARecord(
                path: path, problem: "no run is to be read of it; give the `\(fileName)` that `haltbook run` wrote")
        }
        guard start.format == RunRecord.currentFormat else { throw NotARecord(path: path, format: start.format) }
        var content: Content?
        for record in log.records {
            guard let event = try? ExactJSON.value(JournalEvent.self, record) else {
                throw NotARecord(path: path, problem: "it is not a journal of this version; run the notebook again")
            }
            if case .runStart(let run) = event {
                content = Content(record: RunRecord(run), isComplete: false, length: log.length, rest: log.rest)
            }
            content?.record.apply(event)
            if case .runEnd = event { content?.isComplete = true }
            if case .runResume = event { content?.isComplete = false }
        }
        guard let content else { throw NotARecord(path: path, problem: "its beginning is missing") }
        return content
    }

    private struct FormatOnly: Decodable {
        let format: Int

        private enum CodingKeys: String, CodingKey { case runStart = "run-start" }
        private enum RunKeys: String, CodingKey { case run }
        private enum StartKeys: String, CodingKey { case format }

        init(from decoder: any Decoder) throws {
            let event = try decoder.container(keyedBy: CodingKeys.self)
            let run = try event.nestedContainer(keyedBy: RunKeys.self, forKey: .runStart)
            format = try run.nestedContainer(keyedBy: StartKeys.self, forKey: .run).decode(Int.self, forKey: .format)
        }
    }
}

extension JournalEvent {
    /// Whether it ends work that would have to be done again if it was lost.
    fileprivate var isBoundary: Bool {
        switch self {
        case .epoch, .runEnd: true
        // What is reused is kept elsewhere.
        case .cellEnd(_, let end): end.origin == .thisRun
        case .runStart, .runResume, .cellStart, .output, .figure, .metric: false
        }
    }
}
