/// A text file whose lines are only ever appended to, by one process at a time; each is on the disk before the next is written.
///
/// So a killed process leaves whole lines and at most one that is torn. Nothing is cut off until whoever opened the file knows it
/// for its own, by what is in it.
package final class LineLog: Sendable {
    private let file: AppendedFile
    package var path: String { file.path }

    /// Opens the file, or makes an empty one, and holds it until the end of this object or of the process.
    package init(_ path: String) throws(FileProblem) {
        guard let file = try AppendedFile(path) else {
            throw FileProblem(path: path, action: "cannot write", reason: "another process is writing it")
        }
        self.file = file
    }

    /// The lines without their ends, and what follows the last end: of a torn line its beginning, else nothing.
    package func content() throws(FileProblem) -> (lines: [ArraySlice<UInt8>], rest: ArraySlice<UInt8>) {
        var lines = try SafeFile.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let rest = lines.removeLast()
        return (lines, rest)
    }

    /// Cuts off all but the first lines, a torn one included.
    package func keep(first count: Int) throws(FileProblem) {
        try file.cut(after: try content().lines.prefix(count).reduce(0) { $0 + $1.count + 1 })
    }

    /// Appends a line, its end included, and returns when it is on the disk.
    package func append(_ line: [UInt8]) throws(FileProblem) {
        try file.append(line)
        try file.flush()
    }
}
