import Glibc

/// A text file whose lines are only ever appended to, by one process at a time; each is on the disk before the next is written.
///
/// So a killed process leaves whole lines and at most one that is torn, which is cut off when the file is opened again.
package final class LineLog: Sendable {
    package let path: String
    private let file: Int32

    /// Opens the file, or makes an empty one, and holds it until the end of this object or of the process.
    package init(_ path: String) throws(FileProblem) {
        self.path = path
        file = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FileProblem(path, "cannot write", code: errno) }
        do throws(FileProblem) {
            guard SafeFile.isFile(path) else {
                throw FileProblem(path: path, action: "cannot write", reason: "it is not a regular file")
            }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
                throw FileProblem(path: path, action: "cannot write", reason: "another process is writing it")
            }
            SafeFile.flushFolder(of: path)
            let bytes = try SafeFile.read(path)
            try cut(after: bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
        } catch {
            close(file)
            throw error
        }
    }

    deinit {
        close(file)
    }

    /// The lines without their ends.
    package func lines() throws(FileProblem) -> [ArraySlice<UInt8>] {
        try SafeFile.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    }

    /// Cuts off all lines but the first ones.
    package func keep(first count: Int) throws(FileProblem) {
        let length = try lines().prefix(count).reduce(0) { $0 + $1.count + 1 }
        try cut(after: length)
    }

    private func cut(after length: Int) throws(FileProblem) {
        guard ftruncate(file, off_t(length)) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }

    /// Appends a line, its end included, and returns when it is on the disk.
    package func append(_ line: [UInt8]) throws(FileProblem) {
        try StreamedFile.write(line, to: file, named: path)
        guard fdatasync(file) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }
}
