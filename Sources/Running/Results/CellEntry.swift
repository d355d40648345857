package import Notebooks
package import Sessions

/// What a cell came to, kept under its key: another run that comes to an equal key takes it from here.
package struct CellEntry: Codable, Sendable {
    package static let currentFormat = 1

    package var format = currentFormat
    package var key: CellKey
    /// The notebook and the cell that it was made by, for people.
    package var notebook: String
    package var cell: String
    /// When it was made, as in `2026-11-22 17:05:12 UTC`.
    package var made: String
    package var seconds: Double
    package var outcome: CellOutcome
    package var outputs: [Output]
    package var values: [NamedValue]
    /// The command whose expectation failed, counted from 0: where it stands may change.
    package var failedCommand: Int?
    package var problem: Diagnostic?
    /// The parts that the cell changed, each as the digests of the pieces that it is kept in.
    package var state: [SessionPart: [String]]
    package var filesRead: [String: String]
    /// The files that the cell wrote, by path, with their digests.
    package var filesWritten: [String: String]
    package var circumstances: Circumstances

    /// The digests of all pieces that must be there for the entry to be of use.
    var pieces: Set<String> { Set(state.values.joined()).union(filesWritten.values) }
}
