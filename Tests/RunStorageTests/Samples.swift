import Foundation

@testable import RunStorage

/// A run with something in each of its places.
func sampleRun(
    _ id: String = "20261124-192406-3f2a", notebook: String = "Notebooks/a.md",
    started: String = "2026-11-24 19:24:06 UTC"
) -> StoredRun {
    StoredRun(
        id: id, notebook: notebook, notebookPath: "/home/ada/\(notebook)", started: started, seconds: 12.25,
        outcome: "expectationFailed", program: "haltbook 0.2.0", commit: String(repeating: "a1", count: 20),
        report: "Output/a/report.html", expectationsHeld: 2, expectationsFailed: 1,
        parameters: [
            .init(name: "epochs", value: "20", isDefault: false),
            .init(name: "note", value: "née “so”", isDefault: true),
        ],
        cells: [
            .init(index: 0, name: "data", outcome: "succeeded", seconds: 0.25, source: "reused", key: "00ff"),
            .init(index: 1, name: "training", outcome: "expectationFailed", seconds: 12, source: "ran"),
            .init(index: 2, name: "cell 3", outcome: "notRun", seconds: 0, source: "ran"),
        ],
        metrics: [
            .init(cell: 0, name: "dataset.count", value: .integer(4000)),
            .init(cell: 1, name: "test.auroc", value: .number(0.1 + 0.2)),
            .init(cell: 1, name: "test.auroc", value: .number(1)),
            .init(cell: 1, name: "verdict", value: .text("2")),
            .init(cell: 1, name: "test.loss", value: .number(-.infinity)),
        ],
        files: [
            .init(role: "notebook", path: "Notebooks/a.md", sha256: String(repeating: "0", count: 64)),
            .init(role: "weights", path: "Output/a/w.safetensors", sha256: String(repeating: "f", count: 64)),
        ])
}

/// A new folder for one test, which takes it away again.
final class TemporaryFolder {
    let path = NSTemporaryDirectory() + "haltbook-history-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Where the history of the folder's notebooks lies.
    var history: String { RunHistory.path(inFolder: path) }
}

/// What a piece of work throws, in words.
func problem(_ work: () throws -> Void) -> String? {
    do {
        try work()
        return nil
    } catch {
        return "\(error)"
    }
}
