import Glibc

/// Where the notebook stands that is being tried; written often, so not flushed to disk as results are.
enum InputFile {
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        defer { close(file) }
        guard file >= 0, bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count else {
            throw FuzzProblem("cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }
}
