import ArgumentParser
import Files
import Notebooks
import Reports
import Running
import Sessions

/// `haltbook test NOTEBOOK…`
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs notebooks for their expectations alone, and writes no report.",
        discussion: """
            Only the cells with expectations run, and those that they need; what earlier runs have kept is reused.

            Exit codes: 0 all hold; 1 a cell failed; 2 a notebook is wrong; 3 an expectation failed; 4 a timeout; \
            130 interrupted. Where several apply, the first of 130, 2, 1, 4, 3.
            """)

    @Argument(help: "The notebooks' files.")
    var notebooks: [String]

    @Option(help: ArgumentHelp("Writes what came of each expectation into a file, as JUnit's XML.", valueName: "file"))
    var junit: String?

    @Flag(help: "Passes over the results and checkpoints of earlier runs.")
    var fresh = false

    @Option(help: ArgumentHelp("Stops a cell after this time, unless it says so itself.", valueName: "time"))
    var timeout: String?

    @OptionGroup var parameters: ParameterArguments
    @OptionGroup var reading: ReadingArguments

    func validate() throws {
        if let timeout, DisplayOptions.seconds(timeout) == nil {
            throw ValidationError("--timeout takes a time such as `90s`, `10m` or `2h`, not `\(timeout)`")
        }
    }

    func run() throws {
        Interruption.watch()
        var results: [NotebookTest] = []
        for path in notebooks {
            let result = test(path)
            result.say()
            results.append(result)
            if result.exitCode == 130 { break }
        }
        if let junit {
            do throws(FileProblem) {
                try SafeFile.write(JUnitReport(results).text, to: junit)
            } catch {
                throw Failure("\(error)", exitCode: 1)
            }
        }
        let codes = results.map(\.exitCode)
        throw ExitCode([130, 2, 1, 4, 3].first(where: codes.contains) ?? 0)
    }

    private func test(_ path: String) -> NotebookTest {
        do throws(Failure) {
            let file = try NotebookFile(path: path, readableFolders: reading.allowPath)
            let result = file.check(try parameters.overrides())
            guard let checked = result.notebook else {
                return NotebookTest(path: path, problems: result.diagnostics.map(\.message), exitCode: 2)
            }
            var run = PassingRun(file: file, notebook: checked)
            run.settings.startsAfresh = fresh
            run.settings.timeout = timeout.flatMap(DisplayOptions.seconds)
            run.settings.selection = .cells(
                Set(
                    checked.notebook.cells.indices.filter { cell in
                        checked.commands[cell].contains(where: \.isExpectation)
                    }))
            let folder = try TemporaryFolder()
            let record = run.record(in: folder, progress: RunProgress(file.notebook))
            return NotebookTest(path: path, record, checked)
        } catch {
            return NotebookTest(
                path: path, problems: ["haltbook: error: \(error.message)"], exitCode: error.exitCode)
        }
    }
}

/// What came of testing one notebook.
struct NotebookTest {
    struct Expectation {
        var place: SourcePlace
        var cell: String
        var outcome: ExpectationOutcome
        /// Whether the cell may fail, so that one that does not hold is no failure.
        var isOptional: Bool
    }

    var path: String
    var expectations: [Expectation] = []
    /// What is to be said of it, in whole messages.
    var problems: [String] = []
    var seconds = 0.0
    var exitCode: Int32

    init(path: String, problems: [String], exitCode: Int32) {
        self.path = path
        self.problems = problems
        self.exitCode = exitCode
    }

    init(path: String, _ record: RunRecord, _ notebook: CheckedNotebook) {
        self.path = path
        seconds = record.seconds
        exitCode = record.outcome.exitCode
        for (cell, result) in zip(notebook.notebook.cells, record.cells) where result.origin != .earlierRun {
            let commands = notebook.commands[cell.index].filter(\.isExpectation)
            let outcomes = result.outputs.compactMap { output in
                if case .expectation(let outcome) = output { outcome } else { nil }
            }
            for (command, outcome) in zip(commands, outcomes) {
                expectations.append(
                    Expectation(
                        place: command.place, cell: cell.name, outcome: outcome, isOptional: cell.display.allowError))
                guard !outcome.passed else { continue }
                let diagnostic = Diagnostic(
                    .expectationFailed, at: command.place,
                    "`\(outcome.comparison)` does not hold: \(outcome.detail)", remedy: "")
                problems.append(diagnostic.message(in: notebook.notebook.source))
            }
            if let problem = result.problem, problem.code != .expectationFailed {
                problems.append(problem.message(in: notebook.notebook.source))
            }
        }
    }

    /// One line for the notebook, then what is wrong.
    func say() {
        let failed = expectations.count { !$0.outcome.passed }
        let count = expectations.count
        let words =
            switch (exitCode, count) {
            case (2, _): "is wrong"
            case (1, _): "a cell failed"
            case (4, _): "ran out of time"
            case (130, _): "was interrupted"
            case (_, 0): "expects nothing"
            case (0, _) where failed > 0: "\(failed) of \(count) \(holds(count)) not hold, as `allow-error` lets them"
            case (0, 1): "its expectation holds"
            case (0, _): "all \(count) expectations hold"
            default: "\(failed) of \(count) \(holds(count)) not hold"
            }
        Terminal.say("\(exitCode == 0 ? "ok  " : "FAIL")  \(path)  \(words)  \(Seconds.text(seconds))")
        for problem in problems { Terminal.complain(problem) }
    }

    private func holds(_ count: Int) -> String { count == 1 ? "expectation does" : "expectations do" }
}
