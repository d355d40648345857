import ArgumentParser
import Files
import FoundationEssentials
import Notebooks
import Reports
import Running
import Sessions

/// `haltbook run NOTEBOOK`
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs a notebook and writes its report.",
        discussion: """
            Exit codes: 0 all well; 1 a cell failed; 2 the notebook or the command line is wrong; 3 an expectation \
            failed; 4 a timeout; 130 interrupted. A report is written in every case but 2.
            """)

    @Argument(help: "The notebook's file.")
    var notebook: String

    @Option(name: [.short, .long], help: "Where the report, its record and saved files go (default: Output/NAME).")
    var output: String?

    @Option(name: .customShort("p"), help: ArgumentHelp("Sets a parameter.", valueName: "name=value"))
    var parameter: [String] = []

    @Option(help: "Sets parameters from a YAML file; -p wins over it.")
    var parameters: String?

    @Flag(help: "Passes over the checkpoints of earlier runs: everything is trained from scratch.")
    var fresh = false

    func run() throws {
        Interruption.watch()
        let file = try NotebookFile(path: notebook)
        let checked = try check(file)
        let folder = output ?? "Output/\(file.stem)"
        do throws(FileProblem) {
            try SafeFile.makeFolder(folder)
            try SafeFile.checkWritable(folder)
        } catch {
            throw Failure("\(error); choose another place with --output")
        }
        let record = runCells(of: checked, file, into: folder)
        try finish(record, in: folder)
    }

    private func check(_ file: NotebookFile) throws -> CheckedNotebook {
        var overrides = try parameters.map(ParameterFile.overrides) ?? []
        for text in parameter {
            do throws(SourcedDiagnostic) {
                overrides.append(try ParameterValues.Override(commandLine: text))
            } catch {
                throw Failure(error.message)
            }
        }
        let result = file.check(overrides)
        for problem in result.diagnostics { Terminal.complain(problem.message) }
        guard let checked = result.notebook else { throw ExitCode(2) }
        return checked
    }

    private func runCells(of checked: CheckedNotebook, _ file: NotebookFile, into folder: String) -> RunRecord {
        let progress = RunProgress()
        let files = SessionFiles(notebookFolder: file.folder, outputFolder: folder)
        var runner = Runner(
            checked, files: files, startsAfresh: fresh, watch: { progress.show($0) },
            isInterrupted: { Interruption.isWanted })
        var hasComplained = false
        return runner.run(started: Self.now) { record in
            // What is done is kept at once, so that not even a crash loses it. The run itself goes on without.
            do {
                try ReportFiles(folder: folder).write(record)
            } catch  where !hasComplained {
                Terminal.complain("haltbook: warning: \(error); the run goes on")
                hasComplained = true
            } catch {}
        }
    }

    private func finish(_ record: RunRecord, in folder: String) throws {
        for problem in record.cells.compactMap(\.problem) { Terminal.complain(problem.message(in: record.notebook)) }
        let files = ReportFiles(folder: folder)
        do {
            try files.write(record)
        } catch {
            throw Failure("\(error); the run's results are not kept", exitCode: max(1, record.outcome.exitCode))
        }
        Terminal.say("report: \(files.report)")
        throw ExitCode(record.outcome.exitCode)
    }

    /// The time as `2026-11-22 17:05:12 UTC`.
    private static var now: String {
        let text = Date.now.formatted(.iso8601.dateSeparator(.dash).timeSeparator(.colon))
        return text.replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}
