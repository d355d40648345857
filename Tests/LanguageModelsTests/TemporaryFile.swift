import Files
import Foundation

/// A file for one test, removed after it with what lies beside it; not made yet where no bytes are given.
final class TemporaryFile {
    let path = NSTemporaryDirectory() + "haltbook-models-" + UUID().uuidString

    init(_ bytes: [UInt8]? = nil) throws {
        if let bytes { try SafeFile.write(bytes, to: path, isFlushed: false) }
    }

    deinit {
        SafeFile.remove(path)
        SafeFile.remove(path + ".settings.json")
    }

    var text: String {
        get throws { String(decoding: try SafeFile.read(path), as: UTF8.self) }
    }

    var lines: [Substring] {
        get throws { try text.split(separator: "\n") }
    }

    func append(_ text: String) throws {
        try SafeFile.write(SafeFile.read(path) + Array(text.utf8), to: path, isFlushed: false)
    }
}
