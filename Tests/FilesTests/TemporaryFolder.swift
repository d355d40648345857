import Foundation

/// A new folder for one test, which takes it away again.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "haltbook-files-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in the folder.
    subscript(name: String) -> String { "\(path)/\(name)" }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
