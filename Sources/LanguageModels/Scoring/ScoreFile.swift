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
    package private(set) var failures = 0

    /// Opens the files, or makes them.
    ///
    /// - Parameter responses: where the answers with their log-probs go, in the canonical form.
    package init(_ path: String, responses: String?, settings: ScoringSettings) throws {
        rows = try LineLog(path)
        for (place, line) in try rows.lines().enumerated() {
            guard let row = try? ExactJSON.value(Row.self, line) else {
                throw ScoreFileProblem("\(path):\(place + 1): this is no row of scores; choose another file")
            }
            done.insert(row.id)
            if row.failed != nil { failures += 1 }
        }
        try Self.check(settings, beside: path, hasRows: !done.isEmpty)
        self.responses = try responses.map { try LineLog($0) }
        try cutResponses(of: path)
    }

    private struct Row: Decodable {
        let id: String
        let failed: String?
    }

    private static func check(_ settings: ScoringSettings, beside path: String, hasRows: Bool) throws {
        let beside = "\(path).settings.json"
        guard hasRows else { return try SafeFile.write(ExactJSON.bytes(settings, isPretty: true), to: beside) }
        guard SafeFile.isFile(beside),
            let former = try? ExactJSON.value(ScoringSettings.self, try SafeFile.read(beside))
        else {
            throw ScoreFileProblem(
                "\(path) has rows, but \(beside) does not say how they were made; choose another file")
        }
        if let difference = settings.difference(from: former) {
            throw ScoreFileProblem("\(path) was begun in another way: \(difference); choose another file")
        }
    }

    /// A response is written before its row, so of a process that was killed in between there is one too many.
    private func cutResponses(of path: String) throws {
        guard let responses else { return }
        let (kept, wanted) = (try responses.lines().count, done.count - failures)
        guard kept >= wanted else {
            throw ScoreFileProblem(
                "\(responses.path) has \(kept) responses, and \(path) rows of \(wanted); choose other files for both")
        }
        try responses.keep(first: wanted)
    }

    /// Appends a row, and its response where those are kept.
    package func append(_ row: ScoreRow, of id: String) throws(FileProblem) {
        if let responses, let response = row.response { try responses.append(writer.line(response)) }
        try rows.append(row.line)
        done.insert(id)
        if row.response == nil { failures += 1 }
    }
}

/// Why a file of scores cannot be gone on with.
package struct ScoreFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
