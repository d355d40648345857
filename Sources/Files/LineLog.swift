/// A text file whose lines are only ever appended to, by one process at a time; each is on the disk before the next is written.
///
/// So a killed process leaves whole lines and at most one that is torn, which is cut off when the file is opened again.
package final class LineLog: Sendable {
    private let file: AppendedFile
    package var path: String { file.path }

    /// Opens the file, or makes an empty one, and holds it until the end of this object or of the process.
    package init(_ path: String) throws(FileProblem) {
        guard let file = try AppendedFile(path) else {
            throw FileProblem(path: path, action: "cannot write", reason: "another process is writing it")
        }
        self.file = file
        let bytes = try SafeFile.read(path)
        try file.cut(after: bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    }

    /// The lines without their ends.
    package func lines() throws(FileProblem) -> [ArraySlice<UInt8>] {
        try SafeFile.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    }

    /// Cuts off all lines but the first ones.
    package func keep(first count: Int) throws(FileProblem) {
        try file.cut(after: try lines().prefix(count).reduce(0) { $0 + $1.count + 1 })
    }

    /// Appends a line, its end included, and returns when it is on the disk.
    package func append(_ line: [UInt8]) throws(FileProblem) {
        try file.append(line)
        try file.flush()
    }
}
