package import Figures
package import Notebooks
package import Sessions

/// One thing that happened in a run. All of them in order are the run's journal, and make its record.
package enum JournalEvent: Codable, Sendable {
    case runStart(run: RunStart)
    /// A run that was cut off goes on.
    case runResume(at: String)
    case cellStart(cell: Int)
    case output(cell: Int, output: Output)
    case figure(cell: Int, figure: Figure)
    case metric(cell: Int, metric: NamedValue)
    case epoch(cell: Int, epoch: EpochReport)
    case cellEnd(cell: Int, end: CellEnd)
    case runEnd(outcome: RunOutcome, seconds: Double)

    private enum CodingKeys: String, CodingKey {
        case output, figure, metric, epoch
        case runStart = "run-start"
        case runResume = "run-resume"
        case cellStart = "cell-start"
        case cellEnd = "cell-end"
        case runEnd = "run-end"
    }
}

/// What is known of a run before its first cell.
package struct RunStart: Codable, Sendable {
    package var format = RunRecord.currentFormat
    package var notebook: NotebookSource
    package var parameters: [ParameterRecord]
    package var provenance: Provenance
    /// The label of each cell.
    package var labels: [String?]
    package var worksCited: WorksCited
}

/// What a cell came to.
package struct CellEnd: Codable, Sendable {
    package var outcome: CellOutcome
    package var seconds: Double
    package var origin = CellOrigin.thisRun
    package var staleness: [String] = []
    package var problem: Diagnostic?
    package var key: String?
    package var filesRead: [String: String] = [:]
    package var filesWritten: [String: String] = [:]
    package var circumstances: Circumstances
    /// How long the run has gone on until then.
    package var elapsed: Double
}

/// What a session computes with, as the report's foot tells it.
package struct Circumstances: Codable, Sendable {
    package var seed: UInt64
    package var threads: Int
    package var precision: String
}
