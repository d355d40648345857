import Files
import Glibc
import LogProbs

/// Reading, canonicalising and auditing files of responses, of so many megabytes, made of real ones over and over: as lines, and as
/// the server-sent events that they would be streamed as.
func measureResponses(from source: String, megabytes: Int, runs: Int) throws -> [Measurement] {
    [
        try measureAudit(
            of: try ByteSource(source).all(), "responses", "responses", megabytes: megabytes, runs: runs),
        try measureAudit(
            of: try EventFile(of: source).bytes, "responses-events", "events", megabytes: megabytes, runs: runs),
    ]
}

private func measureAudit(
    of once: [UInt8], _ work: String, _ title: String, megabytes: Int, runs: Int
) throws -> Measurement {
    let path = "/tmp/haltbook-responses-\(getpid()).jsonl"
    defer { SafeFile.remove(path) }
    let size = try writeRepeated(once, to: path, size: megabytes * 1_000_000)
    var audit: FileAudit?
    let seconds = try medianSeconds(runs: runs) { audit = FileAudit(try ResponseFile(path)) }
    return Measurement(
        work: work, title: "audit of \(size / 1_000_000) MB of \(title)", seconds: seconds,
        facts: [
            Fact("megabytes_per_second", .real(Double(size) / 1e6 / seconds), words: ("read", "MB/s")),
            Fact("tokens_per_second", .real(Double(audit?.tokens ?? 0) / seconds), words: ("tokens", "per second")),
            Fact("responses", .integer(audit?.responses ?? 0), words: ("responses", "in all")),
        ])
}

/// Writes lines over and over until there are `size` bytes or more, and returns how many there are.
private func writeRepeated(_ lines: [UInt8], to path: String, size: Int) throws -> Int {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
        throw FileProblem(path: path, action: "cannot write", reason: String(cString: strerror(errno)))
    }
    defer { close(file) }
    var written = 0
    while written < size {
        var start = 0
        while start < lines.count {
            let count = lines.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + start }, $0.count - start) }
            guard count > 0 else {
                throw FileProblem(path: path, action: "cannot write", reason: String(cString: strerror(errno)))
            }
            start += count
        }
        written += lines.count
    }
    return written
}
