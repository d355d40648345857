import Glibc

/// Files that are there whole or not at all.
enum AtomicFile {
    /// Writes beside `path`, flushes to disk, then renames: whoever reads sees the old file or the new one.
    static func write(_ bytes: [UInt8], to path: String) throws(SafetensorsError) {
        let temporary = path + ".\(getpid()).partial"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure("cannot be written", path) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw abandon(file, temporary, path) }
            written += count
        }
        guard fsync(file) == 0 else { throw abandon(file, temporary, path) }
        guard close(file) == 0, rename(temporary, path) == 0 else {
            let error = failure("cannot be written", path)
            unlink(temporary)
            throw error
        }
    }

    /// All bytes of a file.
    static func read(_ path: String) throws(SafetensorsError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("cannot be read", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw SafetensorsError(.file, "\(path) is no regular file")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let left = bytes.count - done
            let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + done, left) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("cannot be read to its end", path) }
            done += count
        }
        return bytes
    }

    /// Removes what was begun.
    private static func abandon(_ file: Int32, _ temporary: String, _ path: String) -> SafetensorsError {
        let error = failure("cannot be written", path)
        close(file)
        unlink(temporary)
        return error
    }

    private static func failure(_ what: String, _ path: String) -> SafetensorsError {
        SafetensorsError(.file, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
