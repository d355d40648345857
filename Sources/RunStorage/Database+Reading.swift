internal import GRDB

extension Database {
    func runs(ofFile name: String?, limit: Int) throws -> [StoredRun] {
        let sql = """
            SELECT * FROM run WHERE ? IS NULL OR notebook_name = ? ORDER BY started DESC, number DESC LIMIT ?
            """
        return try Row.fetchAll(self, sql: sql, arguments: [name, name, max(limit, 0)]).map(run)
    }

    func ids(beginningWith prefix: String) throws -> [String] {
        let sql = "SELECT id FROM run WHERE substr(id, 1, length(?)) = ? ORDER BY started DESC, number DESC"
        return try String.fetchAll(self, sql: sql, arguments: [prefix, prefix])
    }

    func run(_ id: String) throws -> StoredRun? {
        try Row.fetchOne(self, sql: "SELECT * FROM run WHERE id = ?", arguments: [id]).map(run)
    }

    /// The run of a row, with its lists.
    private func run(_ row: Row) throws -> StoredRun {
        let number: Int64 = try row.decode(forColumn: "number")
        return try StoredRun(
            id: row.decode(forColumn: "id"), notebook: row.decode(forColumn: "notebook"),
            notebookPath: row.decode(forColumn: "notebook_path"), started: row.decode(forColumn: "started"),
            seconds: row.decode(forColumn: "seconds"), outcome: row.decode(forColumn: "outcome"),
            program: row.decode(forColumn: "program"), commit: row.decode(forColumn: "git_commit"),
            report: row.decode(forColumn: "report"), expectationsHeld: row.decode(forColumn: "expectations_held"),
            expectationsFailed: row.decode(forColumn: "expectations_failed"),
            parameters: rows("parameter", of: number).map(StoredRun.Parameter.init(row:)),
            cells: rows("cell", of: number).map(StoredRun.Cell.init(row:)),
            metrics: rows("metric", of: number).map(StoredRun.Metric.init(row:)),
            files: rows("file", of: number).map(StoredRun.File.init(row:)))
    }

    private func rows(_ table: String, of run: Int64) throws -> [Row] {
        try Row.fetchAll(self, sql: "SELECT * FROM \(table) WHERE run = ? ORDER BY position", arguments: [run])
    }
}

extension StoredRun.Parameter {
    fileprivate init(row: Row) throws {
        try self.init(
            name: row.decode(forColumn: "name"), value: row.decode(forColumn: "value"),
            isDefault: row.decode(forColumn: "is_default"))
    }
}

extension StoredRun.Cell {
    fileprivate init(row: Row) throws {
        try self.init(
            index: row.decode(forColumn: "cell"), name: row.decode(forColumn: "name"),
            outcome: row.decode(forColumn: "outcome"), seconds: row.decode(forColumn: "seconds"),
            source: row.decode(forColumn: "source"), key: row.decode(forColumn: "cache_key"))
    }
}

extension StoredRun.Metric {
    fileprivate init(row: Row) throws {
        let value: DatabaseValue = try row.decode(forColumn: "value")
        try self.init(
            cell: row.decode(forColumn: "cell"), name: row.decode(forColumn: "name"),
            value: StoredRun.Value(value.storage))
    }
}

extension StoredRun.File {
    fileprivate init(row: Row) throws {
        try self.init(
            role: row.decode(forColumn: "role"), path: row.decode(forColumn: "path"),
            sha256: row.decode(forColumn: "sha256"))
    }
}

extension StoredRun.Value {
    fileprivate init(_ storage: DatabaseValue.Storage) throws {
        switch storage {
        case .null: self = .number(.nan)
        case .int64(let value): self = .integer(Int(value))
        case .double(let value): self = .number(value)
        case .string(let value): self = .text(value)
        case .blob: throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value of no known kind")
        }
    }
}
