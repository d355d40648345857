package import Notebooks
package import Sessions

/// What became of one cell.
package struct CellRecord: Codable, Sendable {
    package var index: Int
    package var label: String?
    package var outcome: CellOutcome
    /// How long it took when it ran, which may have been in an earlier run.
    package var seconds: Double
    package var origin: CellOrigin
    /// What has changed since the cell ran, where that is no longer what the notebook says.
    package var staleness: [String]
    package var outputs: [Output]
    package var values: [NamedValue]
    /// The epochs of a training that has not come to its end.
    package var epochs: [EpochReport]
    /// What went wrong, with its place in the notebook.
    package var problem: Diagnostic?
    /// The digest of all that the results depend on.
    package var key: String?
    /// The files that it read and wrote, by path, with their SHA-256.
    package var filesRead: [String: String]
    package var filesWritten: [String: String]

    /// A cell that the run has not come to.
    package init(notRun index: Int, label: String?) {
        self.index = index
        self.label = label
        outcome = .notRun
        seconds = 0
        origin = .thisRun
        staleness = []
        outputs = []
        values = []
        epochs = []
        filesRead = [:]
        filesWritten = [:]
    }

    package var isStale: Bool { !staleness.isEmpty }
}

package enum CellOutcome: String, Codable, Sendable {
    case succeeded, failed, expectationFailed, timedOut, interrupted, notRun
    /// The run was killed in it, or it goes on still.
    case unfinished

    /// Whether all commands of the cell ran to their ends, so that the same ones would end the same again.
    var isWhole: Bool { self == .succeeded || self == .expectationFailed }
}

/// Which run a cell's results are of.
package enum CellOrigin: String, Codable, Sendable {
    /// Of the run whose record this is.
    case thisRun = "this-run"
    /// Of an earlier run that did the same.
    case reused
    /// Of an earlier run, shown since this run was not asked for the cell.
    case earlierRun = "earlier-run"
}
