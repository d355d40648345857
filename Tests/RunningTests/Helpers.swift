import Clusters
import Files
import Foundation
import Notebooks
import Testing

@testable import Running
@testable import Sessions

/// The program, kernels and machine that tests take results to be of.
let testEnvironment = KeyEnvironment(program: "haltbook 0", kernels: "kernels 0", machine: "2 threads")

/// A folder with a notebook's kept results in it, in which notebooks are run as the program runs them.
final class Workbench {
    let folder: String
    var environment = testEnvironment
    /// What the last run warned of.
    private(set) var warnings: [String] = []
    /// What the last run told, in order.
    private(set) var events: [JournalEvent] = []
    /// The steps that the last run trained.
    private(set) var steps = 0

    init() throws {
        folder = NSTemporaryDirectory() + "haltbook-tests-\(UUID().uuidString)"
        try SafeFile.makeFolder(folder)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var store: ResultStore { ResultStore(folder: "\(folder)/.haltbook") }
    var files: SessionFiles {
        SessionFiles(notebookFolder: folder, outputFolder: "\(folder)/out", keptFolder: store.folder)
    }

    func checked(_ text: String) throws -> CheckedNotebook {
        let notebook = Notebook(parsing: NotebookSource(name: "a.md", text: text))
        let result = NotebookChecker.check(notebook, files: files)
        #expect(result.diagnostics.map { $0.diagnostic.headline(in: notebook.source) } == [])
        return try #require(result.notebook)
    }

    func run(
        _ text: String, _ selection: CellSelection = .all, fresh: Bool = false, resuming former: RunRecord? = nil,
        stoppingAfter limit: Int? = nil
    ) throws -> RunRecord {
        (warnings, events, steps) = ([], [], 0)
        var settings = RunSettings()
        settings.selection = selection
        settings.startsAfresh = fresh
        try SafeFile.makeFolder("\(folder)/out")
        let runner = Runner(
            try checked(text), files: files, settings: settings, store: store, environment: environment,
            watch: { [self] event, _ in
                switch event {
                case .journal(let event): events.append(event)
                case .progress(.step): steps += 1
                case .progress: break
                case .warning(let text): warnings.append(text)
                }
            }, isInterrupted: { [self] in limit.map { steps >= $0 } ?? false })
        return runner.run(started: "2026-11-22 17:00:00 UTC", resuming: former)
    }

    func plan(_ text: String, _ selection: CellSelection = .all) throws -> RunPlan {
        let checked = try checked(text)
        return RunPlan(
            checked.notebook.cells, NotebookKeys(checked, files: files, environment: environment),
            previous: store.previousRun(of: "a.md"), selection: selection, isKept: { self.store.has($0) })
    }
}

extension RunRecord {
    /// Of each cell, `ran`, `reused` or `earlier`, with a mark where it is out of date; `–` where there is nothing.
    var origins: [String] {
        cells.map { cell in
            if cell.outcome == .notRun { return "–" }
            let name = [CellOrigin.thisRun: "ran", .reused: "reused", .earlierRun: "earlier"][cell.origin] ?? ""
            return cell.isStale ? "\(name), out of date" : name
        }
    }

    /// All that a report shows of the cells, but for times and where results come from.
    func expectSame(as other: RunRecord, _ comment: Comment = "", sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(outcome == other.outcome, comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.outcome) == other.cells.map(\.outcome), comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.values) == other.cells.map(\.values), comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.outputs) == other.cells.map(\.outputs), comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.problem) == other.cells.map(\.problem), comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.key) == other.cells.map(\.key), comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.filesRead) == other.cells.map(\.filesRead), comment, sourceLocation: sourceLocation)
        #expect(cells.map(\.filesWritten) == other.cells.map(\.filesWritten), comment, sourceLocation: sourceLocation)
        #expect(cells.flatMap(\.epochs) == [], comment, sourceLocation: sourceLocation)
    }
}
