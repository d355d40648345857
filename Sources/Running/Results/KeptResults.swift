import Clusters
import Files
import Sessions

/// A store of results as one run sees it: read and written by the first process for all.
final class KeptResults {
    let store: ResultStore?
    private let communicator: any Communicator
    /// Whether what earlier runs kept is passed over.
    private let isPassedOver: Bool
    /// The keys of what this run has kept itself.
    private var own: Set<String> = []
    private var hasComplained = false

    init(_ store: ResultStore?, _ communicator: any Communicator, isPassedOver: Bool) {
        self.store = store
        self.communicator = communicator
        self.isPassedOver = isPassedOver
    }

    /// True the first time that it is asked: one complaint about the disk is enough.
    var isFirstComplaint: Bool {
        defer { hasComplained = true }
        return !hasComplained
    }

    func has(_ key: String) -> Bool {
        guard let store else { return false }
        return (!isPassedOver || own.contains(key)) && store.has(key)
    }

    func entry(ofCell index: Int, _ keys: NotebookKeys) throws -> CellEntry? {
        try keys.cells[index].key.flatMap { try entry($0.digest) }
    }

    /// The entry of a key, the same on all processes.
    func entry(_ key: String) throws -> CellEntry? {
        guard communicator.size > 1 else { return has(key) ? try read(key) : nil }
        let bytes = try communicator.fromFirst {
            guard has(key), let entry = try read(key) else { return [] }
            return try ExactJSON.bytes(entry)
        }
        return bytes.isEmpty ? nil : try ExactJSON.value(CellEntry.self, bytes)
    }

    /// A damaged entry is removed, so that it is complained of once.
    private func read(_ key: String) throws -> CellEntry? {
        do {
            let entry = try store?.entry(key)
            store?.touch(key)
            return entry
        } catch {
            store?.forget(key)
            throw error
        }
    }

    func forget(_ key: String) {
        if communicator.isFirst { store?.forget(key) }
    }

    /// A part of the session as an entry holds it, the same on all processes.
    func snapshot(of part: SessionPart, in entry: CellEntry) throws -> PartSnapshot {
        guard let store else { throw DamagedResult(reason: "nothing is kept") }
        guard communicator.size > 1 else { return try store.snapshot(of: part, in: entry) }
        let bytes = try communicator.fromFirst {
            try ExactJSON.bytes(try store.snapshot(of: part, in: entry).map { SHA256.hexDigest(of: $0) })
        }
        // One by one, so that no process holds more than one piece twice.
        return try ExactJSON.value([String].self, bytes).map { digest in
            try communicator.fromFirst { try store.piece(digest) }
        }
    }

    /// Puts the files back that an entry's cell wrote, where they are not there as they were.
    func restoreFiles(of entry: CellEntry, in files: SessionFiles) throws {
        for (path, digest) in entry.filesWritten.sorted(by: { $0.key < $1.key }) {
            guard path.hasSuffix(FileRole.ending) || FileRole.isThresholds(path) else {
                throw DamagedResult(reason: "`\(path)` is no file that a notebook writes")
            }
            let full = try files.writable(path)
            if (try? SafeFile.hexDigest(of: full)) == digest { continue }
            guard let store else { throw DamagedResult(reason: "nothing is kept") }
            try SafeFile.write(try store.piece(digest), to: full)
        }
    }

    /// Keeps what a cell came to, by the first process; nil where nothing is kept.
    func keep(
        _ entry: CellEntry, changing parts: some Collection<SessionPart>, _ files: [(path: String, bytes: [UInt8])],
        _ session: Session
    ) throws -> CellEntry? {
        guard let store else { return nil }
        own.insert(entry.key.digest)
        guard communicator.isFirst else { return entry }
        try store.prepare()
        var entry = entry
        for part in parts {
            entry.state[part] = try session.snapshot(of: part).map(store.keep)
        }
        for file in files { entry.filesWritten[file.path] = try store.keep(file.bytes) }
        try store.save(entry)
        return entry
    }
}
