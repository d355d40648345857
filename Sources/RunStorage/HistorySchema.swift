internal import GRDB

/// The tables of a history, made by numbered migrations.
///
/// A migration that has been released is never changed: another one follows it.
enum HistorySchema {
    static var migrations: DatabaseMigrator {
        var migrations = DatabaseMigrator()
        migrations.registerMigration("1", foreignKeyChecks: .immediate) { try $0.execute(sql: first) }
        return migrations
    }

    /// A run's number is the order of beginning. `position` is the place in the run's list.
    private static let first = """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            notebook TEXT NOT NULL,
            notebook_path TEXT NOT NULL,
            notebook_name TEXT NOT NULL,
            started TEXT NOT NULL,
            seconds REAL NOT NULL,
            outcome TEXT NOT NULL,
            program TEXT NOT NULL,
            git_commit TEXT,
            report TEXT,
            expectations_held INTEGER NOT NULL,
            expectations_failed INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX run_by_start ON run (started, number);

        CREATE TABLE parameter (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            is_default INTEGER NOT NULL,
            PRIMARY KEY (run, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cell (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            position INTEGER NOT NULL,
            cell INTEGER NOT NULL,
            name TEXT NOT NULL,
            outcome TEXT NOT NULL,
            seconds REAL NOT NULL,
            source TEXT NOT NULL,
            cache_key TEXT,
            PRIMARY KEY (run, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE metric (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            position INTEGER NOT NULL,
            cell INTEGER NOT NULL,
            name TEXT NOT NULL,
            value ANY, -- an integer, a real or a text; null is not-a-number, which SQLite has no place for
            PRIMARY KEY (run, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE file (
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            position INTEGER NOT NULL,
            role TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            PRIMARY KEY (run, position)
        ) STRICT, WITHOUT ROWID;
        """
}
