package import Files
import LogProbs

/// The file that a pass over prompts appends its rows to, and goes on with after it was stopped or killed.
///
/// Beside it, `….settings.json` says what the rows depend on: rows of another model or other settings are not mixed with them.
package final class ScoreFile {
    private let rows: LineLog
    private let responses: LineLog?
    private let writer = ResponseWriter()
    /// The samples that have a row.
    package private(set) var done: Set<String> = []
    /// Those of them that have no score.
    package private(set) var failed: Set<String> = []

    /// Opens the files, or makes them. What somebody else wrote, or another pass, is refused as it is: nothing is cut before all of
    /// it is known to be of this pass.
    ///
    /// - Parameter responses: where the answers with their log-probs go, in the canonical form.
    package init(_ path: String, responses: String?, settings: ScoringSettings) throws {
        rows = try LineLog(path)
        self.responses = try responses.map { try LineLog($0) }
        var kept = try Self.rows(in: rows)
        try Self.check(settings, beside: path, hasRows: kept.isTorn || !kept.records.isEmpty)
        if let responses = self.responses, try Self.lastLacksResponse(kept.records, path, responses) {
            kept.records.removeLast()
            kept.isTorn = true
        }
        if kept.isTorn { try rows.keep(first: kept.records.count) }
        for row in kept.records {
            done.insert(row.id)
            if row.isFailed { failed.insert(row.id) }
        }
        guard done.isEmpty else { return }
        try SafeFile.write(ExactJSON.bytes(settings, isPretty: true), to: Self.settingsPath(path))
    }

    /// Where it is said what the rows of a file depend on.
    package static func settingsPath(_ path: String) -> String { "\(path).settings.json" }

    private static func rows(in file: LineLog) throws -> (records: [ScoreRecord], isTorn: Bool) {
        let (lines, rest) = try file.content()
        let records = try lines.enumerated().map { place, line in
            guard let record = ScoreRecord(row: line) else { throw foreign(place) }
            return record
        }
        guard rest.isEmpty || ScoreRecord.isTorn(rest, from: "{\"id\":", ScoreRecord.init(row:)) else {
            throw foreign(lines.count)
        }
        return (records, !rest.isEmpty)

        func foreign(_ place: Int) -> ScoreFileProblem {
            ScoreFileProblem("\(file.path):\(place + 1): this is no row of scores; choose another file")
        }
    }

    private static func check(_ settings: ScoringSettings, beside path: String, hasRows: Bool) throws {
        let beside = settingsPath(path)
        let former =
            SafeFile.isFile(beside) ? try? ExactJSON.value(ScoringSettings.self, try SafeFile.read(beside)) : nil
        guard hasRows else {
            guard former != nil || !SafeFile.isFile(beside) else {
                throw ScoreFileProblem(
                    "\(beside) is something else than what this would write there; choose another file")
            }
            return
        }
        guard let former else {
            throw ScoreFileProblem(
                "\(path) has rows, but \(beside) does not say how they were made; choose another file")
        }
        if let difference = settings.difference(from: former) {
            throw ScoreFileProblem("\(path) was begun in another way: \(difference); choose another file")
        }
    }

    /// A row is written before its response, so of a process that was killed in between the last row has none. Every other row that
    /// did not fail must have its own, and the file no other; a torn one is cut off.
    private static func lastLacksResponse(
        _ rows: [ScoreRecord], _ path: String, _ responses: LineLog
    ) throws -> Bool {
        let scored = rows.filter { !$0.isFailed }
        let (lines, rest) = try responses.content()
        for (place, line) in lines.enumerated() {
            guard place < scored.count, ScoreRecord(response: line) == scored[place] else {
                throw ScoreFileProblem(
                    """
                    \(responses.path):\(place + 1): this is not the answer of a row of \(path); choose another file of \
                    responses, or the scores that it belongs to
                    """)
            }
        }
        let isLacking = lines.count == scored.count - 1 && rows.last == scored.last
        guard lines.count == scored.count || isLacking else {
            throw ScoreFileProblem(
                "\(responses.path) has \(lines.count) responses, and \(path) rows of \(scored.count); "
                    + "choose other files for both")
        }
        guard !rest.isEmpty else { return isLacking }
        guard isLacking, ScoreRecord.isTorn(rest, from: "{\"haltbook\":", ScoreRecord.init(response:)) else {
            throw ScoreFileProblem(
                "\(responses.path):\(lines.count + 1): this is not the beginning of a response; choose another file")
        }
        try responses.keep(first: lines.count)
        return true
    }

    /// Appends a row, and its response where those are kept.
    package func append(_ row: ScoreRow, of id: String) throws(FileProblem) {
        try rows.append(row.line)
        if let responses, let response = row.response { try responses.append(writer.line(response)) }
        done.insert(id)
        if row.response == nil { failed.insert(id) }
    }
}

/// What a row of scores and the response that it was made of have in common: whose they are, and what was measured.
private struct ScoreRecord: Equatable {
    let id: String
    /// Nil where there is no number.
    let score: Double?
    let isFailed: Bool

    /// Nil where the line is no row of scores.
    init?(row line: ArraySlice<UInt8>) {
        self.init(line) { row in
            let isFailed = row["failed"]?.string != nil
            return isFailed || row["tokens"]?.integer != nil ? (row["hbar_s"]?.number, isFailed) : nil
        }
    }

    /// Nil where the line is no response with scores.
    init?(response line: ArraySlice<UInt8>) {
        self.init(line) { response in
            response["haltbook"] == nil ? nil : response.object("scores").map { ($0["hbar_s"]?.number, false) }
        }
    }

    private init?(_ line: ArraySlice<UInt8>, _ read: (JSONValue) -> (score: Double?, isFailed: Bool)?) {
        var found: [(id: String, score: Double?, isFailed: Bool)?] = []
        JSONTexts.read(Array(line)) { value, _ in
            guard case .success(let value) = value, let id = value["id"]?.string, let rest = read(value) else {
                return found.append(nil)
            }
            found.append((id, rest.score, rest.isFailed))
        }
        guard found.count == 1, let record = found[0] else { return nil }
        (id, score, isFailed) = record
    }

    /// Whether a line without an end is a record, or a part of one: it begins as one does, and is no other JSON.
    static func isTorn(
        _ line: ArraySlice<UInt8>, from beginning: StaticString, _ read: (ArraySlice<UInt8>) -> ScoreRecord?
    ) -> Bool {
        guard read(line) == nil else { return true }
        let first = beginning.withUTF8Buffer { Array($0) }
        var isWhole = false
        JSONTexts.read(Array(line)) { value, _ in if case .success = value { isWhole = true } }
        return line.starts(with: first.prefix(line.count)) && !isWhole
    }
}

/// Why a file of scores cannot be gone on with.
package struct ScoreFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
