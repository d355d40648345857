import Files
import FoundationEssentials
import Glibc

/// A folder of the program's own, which is gone when it is.
final class TemporaryFolder {
    let path: String

    init() throws(Failure) {
        var template = Array("\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/haltbook-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(
                "cannot make a folder for files of a passing run: \(String(cString: strerror(errno)))", exitCode: 1)
        }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
