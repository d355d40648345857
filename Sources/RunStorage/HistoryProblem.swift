import Files
internal import GRDB

/// Why the history of runs cannot be read or written. It costs no run more than its entry.
package struct HistoryProblem: Error, Hashable, CustomStringConvertible, Sendable {
    /// The database's file.
    package var path: String
    /// What is wrong, and what to do.
    package var problem: String

    package init(path: String, problem: String) {
        self.path = path
        self.problem = problem
    }

    package var description: String { "cannot use the history in \(path): \(problem)" }
}

extension HistoryProblem {
    /// Said of a database whose tables this version does not know.
    static func newer(_ path: String) -> HistoryProblem {
        HistoryProblem(
            path: path,
            problem: "it was written by a newer haltbook; use that one, or move the file away to begin a new history")
    }

    init(_ error: any Error, path: String) {
        self.path = path
        switch error {
        case let problem as HistoryProblem: self = problem
        case let problem as FileProblem: self.problem = "\(problem)"
        case let error as DatabaseError: problem = Self.words(for: error, path)
        case is RowDecodingError: problem = Self.damaged("a row that no run has", path)
        default: problem = "\(error)"
        }
    }

    private static func words(for error: DatabaseError, _ path: String) -> String {
        let reason = error.message ?? "code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FORMAT: return damaged(reason, path)
        case .SQLITE_FULL: return "the disk is full; make room, earlier runs are still there"
        case .SQLITE_BUSY, .SQLITE_LOCKED: return "other processes keep it busy; try again when they have ended"
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return "\(reason); make the file and its folder writable"
        default: return "SQLite says: \(reason) (\(error.extendedResultCode.rawValue))"
        }
    }

    private static func damaged(_ reason: String, _ path: String) -> String {
        "it is damaged (\(reason)); move it away, with \(path)-wal and \(path)-shm if they are there, "
            + "and the next run begins a new one"
    }
}
