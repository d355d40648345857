import Glibc

/// A file that is only ever appended to, by one process at a time: who opens it second is refused.
package final class AppendedFile: Sendable {
    package let path: String
    /// Open for reading, too, and held until the end of this object or of the process.
    package let descriptor: Int32

    /// Opens the file, or makes an empty one; nil where another process has it.
    package init?(_ path: String) throws(FileProblem) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileProblem(path, "cannot write", code: errno) }
        guard SafeFile.isFile(path) else {
            close(descriptor)
            throw FileProblem(path: path, action: "cannot write", reason: "it is not a regular file")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            close(descriptor)
            return nil
        }
        SafeFile.flushFolder(of: path)
    }

    deinit {
        close(descriptor)
    }

    package func append(_ bytes: [UInt8]) throws(FileProblem) {
        try StreamedFile.write(bytes, to: descriptor, named: path)
    }

    /// Cuts off what follows so many bytes.
    package func cut(after length: Int) throws(FileProblem) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }

    /// Returns when all that was appended is on the disk.
    package func flush() throws(FileProblem) {
        guard fdatasync(descriptor) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }
}
