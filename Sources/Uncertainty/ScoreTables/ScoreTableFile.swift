import Files
import LogProbs

/// A file of scores that was read, and what it is known by.
package struct ScoreTableFile: Sendable, Equatable {
    /// As the user calls it.
    package let name: String
    /// SHA-256 of its bytes, without their compression.
    package let digest: String
    package let table: ScoreTable

    /// Reads a file, compressed or not; `-` is standard input. Throws a `FileProblem` or a `ScoreTableProblem`.
    package init(_ path: String, groups: SampleGroups = .usual) throws {
        let source = try ByteSource(path)
        let bytes = try source.all()
        name = source.name
        digest = SHA256.hexDigest(of: bytes)
        table = try ScoreTable(reading: bytes, groups: groups)
    }
}
