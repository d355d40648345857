import Foundation

/// Files that lie beside the repository and never in it: in the folder that HALTBOOK_SHARED names, or in `../shared`.
enum SharedFile {
    /// 500 real scores of h-bar_s and PRI, with what their authors reported of them.
    static let scores = path("data/hbar-scores-llama-3.2-3b.json")

    /// The path of a file there; nil where it is not.
    private static func path(_ name: String) -> String? {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let beside = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        let named = ProcessInfo.processInfo.environment["HALTBOOK_SHARED"].map { URL(fileURLWithPath: $0) }
        return [named, beside].compactMap { $0?.appending(path: name).path }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }
}
