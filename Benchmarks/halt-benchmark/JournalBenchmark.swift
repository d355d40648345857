import Clusters
import Files
import Glibc
import Notebooks
import Running
import Sessions

/// A training run as a notebook does it, and what share of it waits for its journal, the disk included.
///
/// What is encoded on the journal's own thread meanwhile is not counted. The model is a small one, of half a second an
/// epoch.
func measureJournal(runs: Int) throws -> Measurement {
    let shares = try (0..<runs).map { _ in try journalledRun() }
    let share = shares.map { $0.journal / $0.seconds }.sorted()[runs / 2]
    return Measurement(
        work: "journal", title: "training run of 5 epochs with its journal",
        seconds: shares.map(\.seconds).sorted()[runs / 2],
        facts: [
            Fact("journal_percent", .real(100 * share), words: ("share of its journal", "%")),
            Fact("events", .integer(shares[0].events), words: ("events", "in all")),
        ])
}

private let journalledNotebook = """
    ```halt
    setup seed=3
    config hidden_size=64 layers=2 batch_size=64
    dataset synthetic samples=1000
    split
    model
    train epochs=5 checkpoint=never
    evaluate test resamples=200
    ```

    """

private func journalledRun() throws -> (seconds: Double, journal: Double, events: Int) {
    // On the disk, not in memory, and not where the results of others lie.
    let folder = ".build/journal-benchmark-\(getpid())"
    try SafeFile.makeFolder(folder)
    defer {
        for name in SafeFile.names(in: folder) { SafeFile.remove("\(folder)/\(name)") }
        rmdir(folder)
    }
    let files = SessionFiles(notebookFolder: folder, outputFolder: folder)
    let notebook = Notebook(parsing: NotebookSource(name: "journal.md", text: journalledNotebook))
    guard let checked = NotebookChecker.check(notebook, files: files).notebook else {
        preconditionFailure("the benchmark's notebook is wrong")
    }
    var journal: RunJournal?
    var problem: (any Error)?
    var (spent, events) = (0.0, 0)
    let runner = Runner(
        checked, files: files,
        watch: { event, _ in
            guard case .journal(let event) = event else { return }
            events += 1
            spent += medianSeconds(runs: 1) {
                do {
                    if journal == nil {
                        journal = try RunJournal(creating: "\(folder)/\(RunJournal.fileName)", with: event)
                    } else {
                        try journal?.append(event)
                    }
                } catch {
                    problem = error
                }
            }
        }, isInterrupted: { false })
    let seconds = medianSeconds(runs: 1) { _ = runner.run(started: "") }
    if let problem { throw problem }
    return (seconds, spent, events)
}
