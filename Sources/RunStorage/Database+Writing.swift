internal import GRDB

extension Database {
    func hasRun(_ id: String) throws -> Bool {
        try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT * FROM run WHERE id = ?)", arguments: [id]) ?? false
    }

    /// Writes a run, over what is there of it.
    func store(_ run: StoredRun) throws {
        let number = try storeHead(run)
        for table in ["parameter", "cell", "metric", "file"] {
            try execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [number])
        }
        try insert(into: "parameter", "name, value, is_default", of: number, run.parameters) {
            [$0.name, $0.value, $0.isDefault]
        }
        try insert(into: "cell", "cell, name, outcome, seconds, source, cache_key", of: number, run.cells) {
            [$0.index, $0.name, $0.outcome, $0.seconds, $0.source, $0.key]
        }
        try insert(into: "metric", "cell, name, value", of: number, run.metrics) {
            [$0.cell, $0.name, $0.value.databaseValue]
        }
        try insert(into: "file", "role, path, sha256", of: number, run.files) { [$0.role, $0.path, $0.sha256] }
    }

    /// The run's own row; its number.
    private func storeHead(_ run: StoredRun) throws -> Int64 {
        let sql = """
            INSERT INTO run (
                id, notebook, notebook_path, notebook_name, started, seconds, outcome, program, git_commit, report,
                expectations_held, expectations_failed
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                notebook = excluded.notebook, notebook_path = excluded.notebook_path,
                notebook_name = excluded.notebook_name, started = excluded.started, seconds = excluded.seconds,
                outcome = excluded.outcome, program = excluded.program, git_commit = excluded.git_commit,
                report = excluded.report, expectations_held = excluded.expectations_held,
                expectations_failed = excluded.expectations_failed
            RETURNING number
            """
        let arguments: StatementArguments = [
            run.id, run.notebook, run.notebookPath, run.notebookName, run.started, run.seconds, run.outcome,
            run.program, run.commit, run.report, run.expectationsHeld, run.expectationsFailed,
        ]
        guard let number = try Int64.fetchOne(self, sql: sql, arguments: arguments) else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a stored run has no number")
        }
        return number
    }

    private func insert<Item>(
        into table: String, _ columns: String, of run: Int64, _ items: [Item],
        _ values: (Item) -> [(any DatabaseValueConvertible)?]
    ) throws {
        let places = String(repeating: ", ?", count: columns.split(separator: ",").count)
        let statement = try makeStatement(
            sql: "INSERT INTO \(table) (run, position, \(columns)) VALUES (?, ?\(places))")
        for (position, item) in items.enumerated() {
            try statement.execute(arguments: StatementArguments([run, position] + values(item)))
        }
    }
}

extension StoredRun {
    /// The notebook's file without its folder.
    fileprivate var notebookName: String { notebook.split(separator: "/").last.map(String.init) ?? notebook }
}

extension StoredRun.Value {
    /// SQLite keeps not-a-number as null.
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .integer(let value): value.databaseValue
        case .number(let value): value.databaseValue
        case .text(let value): value.databaseValue
        }
    }
}
