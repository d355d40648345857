import Glibc
import RunStorage

/// Writes runs into a history, for tests that start several of it at once, and kill some.
///
///     history-writer DATABASE NOTEBOOK COUNT
///
/// It prints each run's id once the run is stored: from then on it must be there.
@main
enum HistoryWriter {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let count = Int(arguments[3]) else { exit(2) }
        let history = try RunHistory(arguments[1])
        var generator = SystemRandomNumberGenerator()
        for number in 0..<count {
            let started = "2026-11-24 19:24:06 UTC"
            var run = StoredRun(
                id: StoredRun.id(started: started, using: &generator), notebook: arguments[2],
                notebookPath: "/\(arguments[2])", started: started, program: "history-writer")
            try history.begin(&run, using: &generator)
            run.outcome = "succeeded"
            run.metrics = (0..<50).map { .init(cell: $0, name: "number", value: .integer(number)) }
            try history.finish(run)
            print(run.id)
            fflush(nil)
        }
    }
}
