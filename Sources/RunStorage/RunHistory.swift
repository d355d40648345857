import Files
internal import GRDB
import Glibc

/// The runs of the notebooks in one folder, in an SQLite database.
///
/// Each change is one transaction with a write-ahead log, so a process that is killed leaves whole runs behind it, and
/// two processes may write: one waits for the other. Where the file system has no shared memory for that log, SQLite
/// keeps its rollback journal.
package final class RunHistory: Sendable {
    package let path: String
    let database: DatabaseQueue

    /// How long one process waits for the others' transactions, each of which takes milliseconds.
    private static let patience = 5.0

    /// Opens the database, and makes it with its folder where it is not there.
    package init(_ path: String) throws(HistoryProblem) {
        self.path = path
        do {
            if let slash = path.lastIndex(of: "/") { try SafeFile.makeFolder(String(path[..<slash])) }
            database = try Self.open(path)
        } catch {
            throw HistoryProblem(error, path: path)
        }
    }

    /// Where the history of the notebooks in a folder lies.
    package static func path(inFolder folder: String) -> String { "\(folder)/.haltbook/history.sqlite" }

    /// The history of the notebooks in a folder; nil where there is none.
    package static func existing(inFolder folder: String) throws(HistoryProblem) -> RunHistory? {
        let path = path(inFolder: folder)
        return SafeFile.isFile(path) ? try RunHistory(path) : nil
    }

    /// Opens the database, as often as it takes: SQLite itself does not wait for one that another process makes a
    /// write-ahead log for at this moment.
    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        let end = ContinuousClock.now + .seconds(patience)
        while true {
            do {
                let database = try DatabaseQueue(path: path, configuration: configuration)
                try setUp(database, path)
                return database
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
                usleep(5000)
            }
        }
    }

    private static func setUp(_ database: DatabaseQueue, _ path: String) throws {
        try database.writeWithoutTransaction { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            // With a rollback journal less than FULL could lose the whole file when the machine dies.
            if mode == "wal" { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        }
        try migrate(database, path)
    }

    private static func migrate(_ database: DatabaseQueue, _ path: String) throws {
        let migrations = HistorySchema.migrations
        while true {
            let done = try applied(in: database)
            guard done.isSubset(of: migrations.migrations) else { throw HistoryProblem.newer(path) }
            guard done.count < migrations.migrations.count else { return }
            do {
                try migrations.migrate(database)
            } catch {
                // Another process may have been quicker, and its tables be in the way of this one's.
                guard try applied(in: database).count > done.count else { throw error }
            }
        }
    }

    private static func applied(in database: DatabaseQueue) throws -> Set<String> {
        try database.read { database in
            // GRDB asks twice, for the migrations and whether there is a table of them. This takes the snapshot that both
            // look at, lest another process make the table between them.
            try database.execute(sql: "SELECT * FROM sqlite_master LIMIT 1")
            return try HistorySchema.migrations.appliedIdentifiers(database)
        }
    }
}

// MARK: - Writing

extension RunHistory {
    /// Stores a run before anything of it runs, as unfinished. A run whose id another one has gets a new id.
    package func begin(_ run: inout StoredRun, using generator: inout some RandomNumberGenerator) throws(HistoryProblem)
    {
        var begun = run
        begun.outcome = StoredRun.unfinished
        do {
            try database.write { database in
                while try database.hasRun(begun.id) {
                    begun.id = StoredRun.id(started: begun.started, using: &generator)
                }
                try database.store(begun)
            }
        } catch {
            throw HistoryProblem(error, path: path)
        }
        run = begun
    }

    /// Stores how a run has ended, in place of what was stored when it began.
    package func finish(_ run: StoredRun) throws(HistoryProblem) {
        do {
            try database.write { try $0.store(run) }
        } catch {
            throw HistoryProblem(error, path: path)
        }
    }
}

// MARK: - Reading

extension RunHistory {
    /// The newest runs first, at most `limit` of them; of all notebooks, or of that whose file has a name.
    ///
    /// The name without its folder, since the database moves with its notebooks.
    package func runs(ofFile name: String? = nil, limit: Int) throws(HistoryProblem) -> [StoredRun] {
        do {
            return try database.read { try $0.runs(ofFile: name, limit: limit) }
        } catch {
            throw HistoryProblem(error, path: path)
        }
    }

    /// The ids that begin with a prefix, the newest first.
    package func ids(beginningWith prefix: String) throws(HistoryProblem) -> [String] {
        do {
            return try database.read { try $0.ids(beginningWith: prefix) }
        } catch {
            throw HistoryProblem(error, path: path)
        }
    }

    /// The run of an id.
    package func run(_ id: String) throws(HistoryProblem) -> StoredRun? {
        do {
            return try database.read { try $0.run(id) }
        } catch {
            throw HistoryProblem(error, path: path)
        }
    }
}
