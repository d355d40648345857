import Glibc

/// A folder, or something in it, that one process at a time writes, held until the lock is released or the process ends, however it
/// ends.
///
/// Source: flock(2). The lock's file in the folder names the process that holds it.
package final class FolderLock: Sendable {
    private let file: Int32
    private let path: String

    /// Takes the folder, or throws who has it.
    ///
    /// - Parameter name: that of the lock's file: of something in the folder, where not all of it is taken.
    package init(_ folder: String, name: String = ".lock") throws(FolderInUse) {
        path = "\(folder)/\(name)"
        while true {
            let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
            if file >= 0, flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
                defer { close(file) }
                throw FolderInUse(folder: folder, process: Self.process(in: file))
            }
            // Whoever released it removed the file, maybe between our opening and our locking: then this is no lock.
            if file >= 0, !Self.isThere(file, path) {
                close(file)
                continue
            }
            // A file system without locks, or one that refuses the file, keeps nobody from running alone.
            self.file = file
            Self.write(getpid(), to: file)
            return
        }
    }

    deinit {
        guard file >= 0 else { return }
        unlink(path)
        close(file)
    }

    private static func isThere(_ file: Int32, _ path: String) -> Bool {
        var (mine, other) = (stat(), stat())
        return fstat(file, &mine) == 0 && stat(path, &other) == 0 && mine.st_ino == other.st_ino
    }

    private static func write(_ process: pid_t, to file: Int32) {
        guard file >= 0 else { return }
        let text = Array("\(process)\n".utf8)
        ftruncate(file, 0)
        _ = pwrite(file, text, text.count, 0)
    }

    private static func process(in file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(file, &bytes, bytes.count, 0)
        return Int32(String(decoding: bytes.prefix(max(count, 0)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}

/// Another process writes into the folder.
package struct FolderInUse: Error, Hashable, CustomStringConvertible {
    package let folder: String
    /// Nil where it has not said yet.
    package let process: Int32?

    package var description: String {
        "\(folder) is in use by \(holder); wait until it ends, or choose another place with --output"
    }

    /// As in `process 4711`.
    package var holder: String { process.map { "process \($0)" } ?? "another process" }
}
