import Clusters
import Files

extension Session {
    /// A file's bytes, read by the first process for all.
    func read(_ path: String) throws -> [UInt8] {
        let bytes = try communicator.fromFirst { try SafeFile.read(try files.readable(path)) }
        filesRead[path] = SHA256.hexDigest(of: bytes)
        return bytes
    }

    /// The real path of a file that is read by its path, a language model's for one, and its digest: what a key was made of must
    /// be what is used.
    func path(ofFile path: String) throws -> (real: String, digest: String) {
        let real = try files.readable(path)
        let digest = try SafeFile.hexDigest(of: real)
        filesRead[path] = digest
        return (real, digest)
    }

    /// Writes a file, whole or not at all, by the first process for all; when it returns, all can read it.
    func write(_ bytes: [UInt8], to path: String) throws {
        try communicator.together {
            if communicator.isFirst { try SafeFile.write(bytes, to: try files.writable(path)) }
        }
        filesWritten.append((path, bytes))
    }
}
