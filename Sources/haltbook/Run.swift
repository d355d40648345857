import ArgumentParser
import Clusters
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

            Started by `mpirun` or `srun`, the processes share the work of training, and the first one writes \
            (docs/CLUSTERS.md).
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
        let communicator: any Communicator
        do throws(LaunchProblem) {
            communicator = try Launch.current.join()
        } catch {
            throw Failure("\(error)")
        }
        defer { Launch.leave() }
        let work = try prepare(communicator)
        let code = withExtendedLifetime(work.lock) {
            let record = runCells(of: work, communicator)
            // No other process ends before the first one has written: a launcher may take that for a failure.
            let code = communicator.isFirst ? finish(record, in: work.folder) : 0
            return communicator.sum(of: Double(code))
        }
        throw ExitCode(Int32(code))
    }

    /// What is to be run, and where its files go.
    private struct Work {
        let file: NotebookFile
        let notebook: CheckedNotebook
        let folder: String
        /// Held by the first process.
        let lock: FolderLock?
    }

    private func prepare(_ communicator: any Communicator) throws -> Work {
        let work: Work
        do {
            work = try communicator.together(describing: { ($0 as? Failure)?.message ?? "its notebook is wrong" }) {
                let file = try NotebookFile(path: notebook)
                let checked = try check(file)
                let folder = output ?? "Output/\(file.stem)"
                let lock = communicator.isFirst ? try takeOver(folder) : nil
                return Work(file: file, notebook: checked, folder: folder, lock: lock)
            }
        } catch let failure as FailedElsewhere {
            throw Failure("\(failure)")
        }
        guard communicator.agrees(on: work.notebook.fingerprint) else {
            throw Failure("the processes do not read the same notebook; start it from a folder that all machines share")
        }
        return work
    }

    /// Makes the folder, and keeps other runs out of it.
    private func takeOver(_ folder: String) throws(Failure) -> FolderLock {
        do throws(FileProblem) {
            try SafeFile.makeFolder(folder)
            try SafeFile.checkWritable(folder)
        } catch {
            throw Failure("\(error); choose another place with --output")
        }
        do throws(FolderInUse) {
            return try FolderLock(folder)
        } catch {
            throw Failure("\(error)")
        }
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

    private func runCells(of work: Work, _ communicator: any Communicator) -> RunRecord {
        let progress = RunProgress()
        let files = SessionFiles(notebookFolder: work.file.folder, outputFolder: work.folder)
        var runner = Runner(
            work.notebook, files: files, startsAfresh: fresh, communicator: communicator, watch: { progress.show($0) },
            isInterrupted: { Interruption.isWanted })
        var hasComplained = false
        return runner.run(started: Self.now) { record in
            guard communicator.isFirst else { return }
            // What is done is kept at once, so that not even a crash loses it. The run itself goes on without.
            do {
                try ReportFiles(folder: work.folder).write(record)
            } catch  where !hasComplained {
                Terminal.complain("haltbook: warning: \(error); the run goes on")
                hasComplained = true
            } catch {}
        }
    }

    /// Writes the report and says what came of the run; the exit code.
    private func finish(_ record: RunRecord, in folder: String) -> Int32 {
        for problem in record.cells.compactMap(\.problem) { Terminal.complain(problem.message(in: record.notebook)) }
        let files = ReportFiles(folder: folder)
        do {
            try files.write(record)
        } catch {
            Terminal.complain("haltbook: error: \(error); the run's results are not kept")
            return max(1, record.outcome.exitCode)
        }
        Terminal.say("report: \(files.report)")
        return record.outcome.exitCode
    }

    /// The time as `2026-11-22 17:05:12 UTC`.
    private static var now: String {
        let text = Date.now.formatted(.iso8601.dateSeparator(.dash).timeSeparator(.colon))
        return text.replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}

extension CheckedNotebook {
    /// Tells one notebook with its parameters from another.
    fileprivate var fingerprint: UInt64 {
        let values = parameters.entries.map { "\($0.parameter.name)=\($0.value)\n" }.joined()
        let digest = SHA256.hexDigest(of: notebook.source.text + values)
        return digest.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
