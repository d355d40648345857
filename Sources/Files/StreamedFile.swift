import Glibc

/// A file that is written part by part, and is there whole or not at all: beside its place until it is finished.
package final class StreamedFile {
    package let path: String
    private let beside: String
    private let file: Int32
    private var isFinished = false

    /// Begins the file; one that is there stays until `finish`.
    package init(_ path: String) throws(FileProblem) {
        try SafeFile.checkReplaceable(path)
        self.path = path
        beside = "\(path)\(SafeFile.partialMark)\(getpid())"
        file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }

    deinit {
        close(file)
        if !isFinished { unlink(beside) }
    }

    package func append(_ bytes: [UInt8]) throws(FileProblem) {
        try Self.write(bytes, to: file, named: path)
    }

    /// Flushes the file to disk and puts it into its place.
    package func finish() throws(FileProblem) {
        guard fsync(file) == 0, rename(beside, path) == 0 else {
            throw FileProblem(path, "cannot write", code: errno)
        }
        isFinished = true
    }

    /// Writes all of some bytes to an open file.
    package static func write(_ bytes: [UInt8], to file: Int32, named name: String) throws(FileProblem) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw FileProblem(name, "cannot write", code: errno)
            }
        }
    }
}
