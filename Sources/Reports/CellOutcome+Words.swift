package import Running

extension CellOutcome {
    /// The outcome in words, to stand after a cell's name.
    package var words: String {
        switch self {
        case .succeeded: "done"
        case .failed: "failed"
        case .expectationFailed: "an expectation failed"
        case .timedOut: "out of time"
        case .interrupted: "interrupted"
        case .notRun: "not run"
        case .unfinished: "not finished: the run was killed here, or is still going on"
        }
    }
}
