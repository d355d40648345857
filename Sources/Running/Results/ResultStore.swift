import Files
import Sessions

/// The kept results of a folder's notebooks, in `.haltbook/` beside them.
///
/// An entry is found by its key and begins with the digest of the rest; pieces (weights, states) are named by their own.
/// So whatever is read is known to be what was written, and anything else counts as missing.
package struct ResultStore: Sendable {
    /// The name of the folder beside the notebooks.
    package static let folderName = ".haltbook"

    /// The path of that folder.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// The store beside a folder's notebooks, or in the output folder where nothing can be written there.
    ///
    /// A symbolic link in its place or in it, which may have come with a stranger's notebook, is not followed.
    ///
    /// - Parameter isMade: whether it is made where it is not there yet.
    package static func place(notebookFolder: String, outputFolder: String, isMade: Bool) -> ResultStore {
        let beside = ResultStore(folder: "\(notebookFolder)/\(folderName)")
        let other = ResultStore(folder: "\(outputFolder)/\(folderName)")
        if isMade {
            if (try? beside.prepare()) != nil { return beside }
            // The output folder is the run's own: a link in a folder's place is replaced, as one in a file's place is.
            for link in other.links { SafeFile.remove(link) }
            return other
        }
        if !beside.links.isEmpty { return other }
        return SafeFile.isFolder(beside.folder) || !SafeFile.isFolder(other.folder) ? beside : other
    }

    var entriesFolder: String { "\(folder)/cache/entries" }
    var piecesFolder: String { "\(folder)/cache/pieces" }

    /// The symbolic links where its folders should be.
    private var links: [String] {
        [folder, "\(folder)/cache", entriesFolder, piecesFolder, "\(folder)/checkpoints", "\(folder)/last"]
            .filter(SafeFile.isLink)
    }

    /// Makes the folder, and keeps it out of what git sees.
    package func prepare() throws {
        if let link = links.first {
            throw FileProblem(path: link, action: "cannot write into", reason: "it is a symbolic link")
        }
        try SafeFile.makeFolder(entriesFolder)
        try SafeFile.makeFolder(piecesFolder)
        try SafeFile.checkWritable(piecesFolder)
        let ignore = "\(folder)/.gitignore"
        if !SafeFile.isFile(ignore) { try SafeFile.write("*\n".utf8, to: ignore, isFlushed: false) }
    }

    // MARK: Entries

    /// Whether there is an entry, whole or not, all of whose pieces seem to be there.
    package func has(_ key: String) -> Bool {
        SafeFile.isFile(entryPath(key))
    }

    /// The entry of a key, nil where there is none.
    ///
    /// Throws `DamagedResult` where there is one that is not as it was written, or lacks pieces.
    package func entry(_ key: String) throws -> CellEntry? {
        guard has(key) else { return nil }
        let entry = try read(entryPath(key))
        guard entry.key.digest == key else { throw DamagedResult(reason: "it is of another key") }
        if let missing = entry.pieces.first(where: { !SafeFile.isFile(piecePath($0)) }) {
            throw DamagedResult(reason: "its piece \(missing.prefix(12))… is missing")
        }
        return entry
    }

    func read(_ path: String) throws -> CellEntry {
        let bytes = try SafeFile.read(path)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw DamagedResult(reason: "it is cut off") }
        let content = bytes[(end + 1)...]
        guard SHA256.hexDigest(of: Array(content)) == String(decoding: bytes[..<end], as: UTF8.self) else {
            throw DamagedResult(reason: "its digest is not that of its content")
        }
        guard let entry = try? ExactJSON.value(CellEntry.self, content), entry.format == CellEntry.currentFormat else {
            throw DamagedResult(reason: "it was written by another version")
        }
        // Their names become paths.
        guard entry.pieces.allSatisfy({ $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) }) else {
            throw DamagedResult(reason: "it names pieces that no digest names")
        }
        return entry
    }

    /// Keeps an entry, whose pieces must have been kept before.
    func save(_ entry: CellEntry) throws {
        let content = try ExactJSON.bytes(entry)
        let digest = SHA256.hexDigest(of: content)
        try SafeFile.write(
            Array("\(digest)\n".utf8) + content, to: entryPath(entry.key.digest), isFlushed: false)
    }

    /// Notes that an entry was of use, so that it is not the first to be pruned.
    func touch(_ key: String) {
        SafeFile.touch(entryPath(key))
    }

    func forget(_ key: String) {
        SafeFile.remove(entryPath(key))
    }

    private func entryPath(_ key: String) -> String { "\(entriesFolder)/\(key)" }

    // MARK: Pieces

    /// Keeps bytes, and gives their digest.
    func keep(_ bytes: [UInt8]) throws -> String {
        let digest = SHA256.hexDigest(of: bytes)
        let path = piecePath(digest)
        if !SafeFile.isFile(path, ofSize: bytes.count) { try SafeFile.write(bytes, to: path, isFlushed: false) }
        return digest
    }

    /// Throws `DamagedResult` where the bytes are missing or others.
    func piece(_ digest: String) throws -> [UInt8] {
        let path = piecePath(digest)
        guard let bytes = try? SafeFile.read(path), SHA256.hexDigest(of: bytes) == digest else {
            SafeFile.remove(path)
            throw DamagedResult(reason: "its piece \(digest.prefix(12))… is damaged or missing")
        }
        return bytes
    }

    func snapshot(of part: SessionPart, in entry: CellEntry) throws -> PartSnapshot {
        guard let digests = entry.state[part] else {
            throw DamagedResult(reason: "it lacks the \(part.rawValue)")
        }
        return try digests.map(piece)
    }

    func piecePath(_ digest: String) -> String { "\(piecesFolder)/\(digest)" }
}

/// Why a kept result is of no use.
package struct DamagedResult: Error, CustomStringConvertible {
    package var reason: String

    package var description: String { reason }
}
