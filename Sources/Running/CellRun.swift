import Files
import Notebooks
import Sessions

/// What running one cell has come to so far.
struct CellRun {
    var outcome = CellOutcome.succeeded
    var outputs: [Output] = []
    var values: [NamedValue] = []
    var problem: Diagnostic?
    /// The first command whose expectation failed.
    var failedCommand: Int?
    var filesRead: [String: String] = [:]
    var filesWritten: [(path: String, bytes: [UInt8])] = []
    /// Whether its commands touched what they declare, and nothing else.
    var isAsDeclared = true

    mutating func add(_ result: CommandResult) {
        outputs += result.outputs
        values += result.values
    }

    /// What the session has read and written.
    mutating func note(_ session: Session) {
        let files = session.takeFiles()
        filesRead.merge(files.read) { $1 }
        filesWritten += files.written
        session.forgetAccess()
    }

    /// Whether another run of the same key would come to the same: it came to its end, and read what the key holds.
    func isFaithful(to keyed: KeyedCell) -> Bool {
        outcome.isWhole && isAsDeclared
            && keyed.filesRead.allSatisfy { path, digest in filesRead[path].map { $0 == digest } ?? true }
    }

    /// What other processes are told of an error.
    static func problem(_ error: any Error) -> String {
        (error as? CommandFailure)?.problem ?? (error as? Diagnostic)?.problem ?? "\(error)"
    }

    /// A failed expectation fails the cell, whose other commands still run: what they show helps to see why.
    mutating func noteFailedExpectation(_ result: CommandResult, _ command: PreparedCommand, _ number: Int) {
        for case .expectation(let expectation) in result.outputs where !expectation.passed && problem == nil {
            outcome = .expectationFailed
            failedCommand = number
            problem = Diagnostic(
                .expectationFailed, at: command.place,
                "`\(expectation.comparison)` does not hold: \(expectation.detail)",
                remedy: "")
        }
    }

    mutating func fail(with error: any Error, at place: SourcePlace, of cell: Cell) {
        outcome = .failed
        switch error {
        case let stopped as Stopped:
            add(stopped.partialResult)
            let isTimeout = stopped.reason == .timedOut
            outcome = isTimeout ? .timedOut : .interrupted
            problem = Diagnostic(
                isTimeout ? .timedOut : .interrupted, at: place,
                isTimeout ? "\(cell.name) took longer than its timeout" : "\(cell.name) was interrupted",
                remedy: isTimeout
                    ? "give it more in `\(cell.display.timeout == nil ? "--timeout" : "#| timeout:")`"
                    : "run it again to finish it")
        case let failure as CommandFailure:
            add(failure.partialResult)
            problem = Diagnostic(.commandFailed, at: place, failure.problem, remedy: failure.remedy)
        case let diagnostic as Diagnostic:
            problem = diagnostic
        case let fault as FileProblem:
            problem = Diagnostic(
                .commandFailed, at: place, "\(fault)",
                remedy: "make room there, or choose another place with --output")
        default:
            problem = Diagnostic(.commandFailed, at: place, "\(error)", remedy: "")
        }
    }
}
