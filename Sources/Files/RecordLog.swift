import Glibc

/// A file that records are only ever appended to, each on a line of its own with its length and a digest:
///
///     0000002a 5f70bf18a0860070 {"cell-start":{"cell":3,…}}
///     ^length  ^digest          ^record, which holds no line feed
///
/// So whatever a crash leaves, all records before the first damaged byte are known to be what was written.
package final class RecordLog: Sendable {
    private let file: Int32
    private let path: String

    /// Begins a new log with a record, in the place of an older one, which stays where the record cannot be written.
    package init(creating path: String, with first: [UInt8]) throws(FileProblem) {
        try SafeFile.write(Self.line(first), to: path)
        self.path = path
        file = try Self.open(path)
    }

    /// Goes on with a log after its last whole record; what follows that is cut off.
    package init(continuing path: String, after length: Int) throws(FileProblem) {
        self.path = path
        file = try Self.open(path)
        guard ftruncate(file, off_t(length)) == 0 else {
            let problem = FileProblem(path, "cannot write", code: errno)
            close(file)
            throw problem
        }
    }

    deinit {
        close(file)
    }

    private static func open(_ path: String) throws(FileProblem) -> Int32 {
        let file = Glibc.open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw FileProblem(path, "cannot write", code: errno) }
        return file
    }

    /// Appends records by one call of the system: once it returns, the end of this process loses none of them.
    package func append(_ records: [[UInt8]]) throws(FileProblem) {
        let bytes = records.flatMap(Self.line)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw FileProblem(path, "cannot write", code: errno)
            }
        }
    }

    /// Returns when all that was appended is on the disk, and not even the machine's end loses it.
    package func flush() throws(FileProblem) {
        guard fdatasync(file) == 0 else { throw FileProblem(path, "cannot write", code: errno) }
    }

    /// The line that holds a record.
    package static func line(_ record: [UInt8]) -> [UInt8] {
        let length = String(record.count, radix: 16)
        let head = String(repeating: "0", count: max(0, 8 - length.count)) + length
        return Array("\(head) \(digest(of: record)) ".utf8) + record + [UInt8(ascii: "\n")]
    }

    private static func digest(of record: some Sequence<UInt8>) -> Substring {
        SHA256.hexDigest(of: Array(record)).prefix(16)
    }

    // MARK: Reading

    /// What can be read of a log.
    package struct Content: Sendable {
        package var records: [[UInt8]]
        /// How many bytes the whole records take.
        package var length: Int
        /// How many bytes follow them: a record that was not written to its end, or damage.
        package var rest: Int
    }

    /// All records before the first byte that is not as it was written.
    package static func read(_ path: String) throws(FileProblem) -> Content {
        content(of: try SafeFile.read(path))
    }

    package static func content(of bytes: [UInt8]) -> Content {
        var content = Content(records: [], length: 0, rest: bytes.count)
        while let record = record(in: bytes, at: content.length) {
            content.records.append(record)
            content.length += headLength + record.count + 1
        }
        content.rest = bytes.count - content.length
        return content
    }

    private static let headLength = 26

    private static func record(in bytes: [UInt8], at start: Int) -> [UInt8]? {
        guard start + headLength < bytes.count else { return nil }
        let head = String(decoding: bytes[start..<start + headLength], as: UTF8.self)
        let parts = head.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 8, parts[2].isEmpty, let count = Int(parts[0], radix: 16),
            count >= 0, count < bytes.count - start - headLength
        else { return nil }
        let record = bytes[start + headLength..<start + headLength + count]
        guard bytes[record.endIndex] == UInt8(ascii: "\n"), digest(of: record) == parts[1] else { return nil }
        return Array(record)
    }
}
