import Glibc

/// Why a file could not be read or written.
package struct FileProblem: Error, Hashable, CustomStringConvertible, Sendable {
    package var path: String
    /// What did not work, as in `cannot write`.
    package var action: String
    /// The system's reason, as in `No space left on device`.
    package var reason: String

    package init(path: String, action: String, reason: String) {
        self.path = path
        self.action = action
        self.reason = reason
    }

    init(_ path: String, _ action: String, code: Int32) {
        self.init(path: path, action: action, reason: String(cString: strerror(code)))
    }

    package var description: String { "\(action) \(path): \(reason)" }
}

/// Files that are there whole or not at all.
package enum SafeFile {
    /// Writes a file beside the old one, flushes it to disk, then renames it into place.
    ///
    /// A reader, and whoever comes after a crash, sees the old file or the new one, never a part. A symbolic link at
    /// `path` is replaced, not followed. Where a file may as well be lost with the machine's power (it can be made again,
    /// and who reads it holds it against a digest), `isFlushed` false spares the wait for the disk.
    package static func write(
        _ bytes: some Sequence<UInt8>, to path: String, isFlushed: Bool = true
    ) throws(FileProblem) {
        try checkReplaceable(path)
        let beside = "\(path)\(partialMark)\(getpid())"
        do throws(FileProblem) {
            try writeWhole(ContiguousArray(bytes), to: beside, isFlushed: isFlushed)
            guard rename(beside, path) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
            if isFlushed { flushFolder(of: path) }
        } catch {
            unlink(beside)
            throw FileProblem(path: path, action: error.action, reason: error.reason)
        }
    }

    package static func write(_ text: String, to path: String) throws(FileProblem) {
        try write(text.utf8, to: path)
    }

    /// Writes a file where nothing is; false where something is there already, which stays as it is.
    package static func create(_ bytes: some Sequence<UInt8>, at path: String) throws(FileProblem) -> Bool {
        let beside = "\(path)\(partialMark)\(getpid())"
        defer { unlink(beside) }
        do throws(FileProblem) {
            try writeWhole(ContiguousArray(bytes), to: beside, isFlushed: true)
        } catch {
            throw FileProblem(path: path, action: error.action, reason: error.reason)
        }
        // A second name, unlike a renamed file, never takes the place of another.
        guard link(beside, path) == 0 else {
            guard errno == EEXIST else { throw FileProblem(path, "cannot write", code: errno) }
            return false
        }
        flushFolder(of: path)
        return true
    }

    /// The whole content of a regular file.
    package static func read(_ path: String) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(path, willHave: { bytes.reserveCapacity($0) }) { bytes += $0 }
        return bytes
    }

    /// The first bytes of a regular file, fewer where it has no more.
    package static func read(_ path: String, first count: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(path, limit: count) { bytes += $0 }
        return bytes
    }

    /// The SHA-256 of a regular file of any size, in hexadecimal digits.
    package static func hexDigest(of path: String) throws(FileProblem) -> String {
        var digest = SHA256()
        try read(path) { piece in piece.withUnsafeBytes { digest.update($0) } }
        return SHA256.hex(digest.finalize())
    }

    /// Hands a regular file's content, or so many bytes of it, to `body`, piece by piece.
    private static func read(
        _ path: String, limit: Int = .max, willHave: (_ count: Int) -> Void = { _ in },
        _ body: (ArraySlice<UInt8>) -> Void
    ) throws(FileProblem) {
        // Opening a pipe would else wait for who writes into it.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw FileProblem(path, "cannot read", code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw FileProblem(path, "cannot read", code: errno) }
        // A pipe or a device has no end that one could wait for.
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileProblem(path: path, action: "cannot read", reason: "it is not a regular file")
        }
        willHave(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var rest = limit
        while true {
            let count = Glibc.read(file, &chunk, min(chunk.count, rest))
            if count == 0 { return }
            if count > 0 {
                body(chunk[..<count])
                rest -= count
            } else if errno != EINTR {
                throw FileProblem(path, "cannot read", code: errno)
            }
        }
    }

    /// Makes a folder and those above it.
    package static func makeFolder(_ path: String) throws(FileProblem) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
            guard mkdir(made, 0o777) != 0 else { continue }
            let code = errno
            guard isFolder(made) else {
                throw FileProblem(path, "cannot make folder", code: code == EEXIST ? ENOTDIR : code)
            }
        }
    }

    package static func isFolder(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

    package static func isFile(_ path: String) -> Bool { mode(of: path) == S_IFREG }

    /// Whether a symbolic link is there, wherever it leads.
    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether there is a regular file of exactly so many bytes.
    package static func isFile(_ path: String, ofSize count: Int) -> Bool {
        status(of: path).map { $0.st_mode & S_IFMT == S_IFREG && $0.st_size == count } ?? false
    }

    /// The size of a file and when it was last written or touched, in seconds since 1970; nil where nothing is there.
    package static func sizeAndTime(of path: String) -> (size: Int, time: Int)? {
        status(of: path).map { (Int($0.st_size), Int($0.st_mtim.tv_sec)) }
    }

    /// Sets a file's time to now.
    package static func touch(_ path: String) {
        utimensat(AT_FDCWD, path, nil, 0)
    }

    /// Removes a file, if it is there.
    package static func remove(_ path: String) {
        unlink(path)
    }

    /// The names of what is in a folder, in no order; none where it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes what processes that are no more have left half written in a folder.
    package static func removeAbandoned(in folder: String) {
        for name in names(in: folder) {
            guard let mark = name.firstRange(of: partialMark), let process = pid_t(name[mark.upperBound...]) else {
                continue
            }
            if kill(process, 0) != 0, errno == ESRCH { unlink("\(folder)/\(name)") }
        }
    }

    /// Between the name of a file and the process that writes it.
    static let partialMark = ".partial-"

    /// Throws where no file could be written into the folder.
    package static func checkWritable(_ folder: String) throws(FileProblem) {
        let probe = "\(folder)/.haltbook-\(getpid())"
        let file = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileProblem(folder, "cannot write into", code: errno) }
        close(file)
        unlink(probe)
    }

    /// The path without symbolic links, or nil where nothing is there.
    package static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// A pipe or a device, whose place a file must not take: others write there and read from it.
    static func checkReplaceable(_ path: String) throws(FileProblem) {
        var status = stat()
        guard lstat(path, &status) == 0, ![S_IFREG, S_IFLNK, S_IFDIR].contains(status.st_mode & S_IFMT) else { return }
        throw FileProblem(path: path, action: "cannot write", reason: "it is not a regular file")
    }

    /// Whether two paths lead to one file, or would where it is not there yet.
    package static func areSame(_ first: String, _ second: String) -> Bool {
        if let first = status(of: first), let second = status(of: second) {
            return first.st_dev == second.st_dev && first.st_ino == second.st_ino
        }
        return place(of: first) == place(of: second)
    }

    /// Where a file is or would be, without symbolic links.
    private static func place(of path: String) -> String {
        if let place = realPath(path) { return place }
        guard let slash = path.lastIndex(of: "/") else { return "\(realPath(".") ?? ".")/\(path)" }
        let folder = String(path[...slash])
        return "\(realPath(folder) ?? folder)/\(path[slash...].dropFirst())"
    }

    private static func mode(of path: String) -> mode_t? { status(of: path).map { $0.st_mode & S_IFMT } }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func writeWhole(
        _ bytes: ContiguousArray<UInt8>, to path: String, isFlushed: Bool
    ) throws(FileProblem) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FileProblem(path, "cannot write", code: errno) }
        var isOpen = true
        defer { if isOpen { close(file) } }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw FileProblem(path, "cannot write", code: errno)
            }
        }
        guard !isFlushed || fsync(file) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
        isOpen = false
        guard close(file) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }

    /// The renaming itself is on disk only when the folder is; where the file system cannot, nothing is lost but that.
    static func flushFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let file = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
}
