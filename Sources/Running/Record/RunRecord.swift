package import Notebooks
import Sessions

/// All that is known of a run: the report is drawn from this alone. Stored as `run.json`.
package struct RunRecord: Codable, Sendable {
    /// The version of this format; a reader refuses what it does not know.
    package static let currentFormat = 4

    package var format = currentFormat
    package var notebook: NotebookSource
    package var parameters: [ParameterRecord]
    package var provenance: Provenance
    package var outcome: RunOutcome
    package var seconds: Double
    package var cells: [CellRecord]
    package var worksCited = WorksCited()

    /// The record without what differs from run to run, where that was asked for.
    package var settled: RunRecord {
        guard provenance.isReproducible else { return self }
        var record = self
        record.seconds = 0
        record.provenance.processor = ""
        record.provenance.threads = 0
        record.provenance.commit = nil
        for index in record.cells.indices {
            record.cells[index].seconds = 0
            if record.cells[index].origin == .reused { record.cells[index].origin = .thisRun }
        }
        return record
    }

    /// The parameters by the names that notebooks quote them by.
    package var parameterValues: [String: Value] {
        Dictionary(parameters.map { ("parameters.\($0.name)", $0.value) }, uniquingKeysWith: { $1 })
    }
}

package struct ParameterRecord: Hashable, Codable, Sendable {
    package var name: String
    package var value: Value
    package var isDefault: Bool
    package var help: String
}

/// How a run ended. The raw values stand in `run.json`.
package enum RunOutcome: String, Codable, Sendable {
    case succeeded, failed, expectationFailed, timedOut, interrupted
    /// The run was killed, or is still going on.
    case unfinished

    /// Whether no cell after runs.
    var endsRun: Bool { self == .failed || self == .timedOut || self == .interrupted }

    /// The exit code of `haltbook run`.
    package var exitCode: Int32 {
        switch self {
        case .succeeded: 0
        case .failed: 1
        case .expectationFailed: 3
        case .timedOut: 4
        case .interrupted, .unfinished: 130
        }
    }

    init?(_ outcome: CellOutcome) {
        switch outcome {
        case .failed: self = .failed
        case .expectationFailed: self = .expectationFailed
        case .timedOut: self = .timedOut
        case .interrupted: self = .interrupted
        case .succeeded, .notRun, .unfinished: return nil
        }
    }
}
