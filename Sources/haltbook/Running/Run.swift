import ArgumentParser
import Clusters
import Files
import Notebooks
import Reports
import Running
import Sessions

/// `haltbook run NOTEBOOK`
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs a notebook and writes its report.",
        discussion: """
            Cells whose results are kept from an earlier run, and would come out the same, are not run again; \
            `haltbook plan` tells which, and why.

            Exit codes: 0 all well; 1 a cell failed; 2 the notebook or the command line is wrong; 3 an expectation \
            failed; 4 a timeout; 130 interrupted. A report is written in every case but 2.

            Started by `mpirun` or `srun`, the processes share the work of training, and the first one writes \
            (docs/CLUSTERS.md).
            """)

    @OptionGroup var arguments: NotebookArguments
    @OptionGroup var cells: SelectionArguments
    @OptionGroup var limits: LimitArguments
    @OptionGroup var figures: FigureArguments

    @Flag(help: "Passes over the results and checkpoints of earlier runs: everything is done from scratch.")
    var fresh = false

    @Flag(help: "Goes on with a run that was cut off, from its journal in the output folder.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Stops a cell after this time, such as `90s` or `10m`, unless it says so itself.", valueName: "time"))
    var timeout: String?

    @Flag(
        help: """
            Leaves out of the report what differs from run to run: times, the machine, what was reused. \
            SOURCE_DATE_EPOCH does the same, and gives the report its date.
            """)
    var reproducible = false

    func validate() throws {
        if resume, fresh {
            throw ValidationError("--resume goes on with a run, and --fresh begins anew; give one of them")
        }
        if resume, reproducible {
            throw ValidationError(
                "a run that goes on keeps how it began; give --reproducible to `haltbook render` when it is done")
        }
        if let timeout, DisplayOptions.seconds(timeout) == nil {
            throw ValidationError("--timeout takes a time such as `90s`, `10m` or `2h`, not `\(timeout)`")
        }
    }

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
        let settings: RunSettings
        let folder: String
        /// The run to go on with.
        let former: RunJournal.Content?
        /// Held by the first process.
        let lock: FolderLock?
    }

    private func prepare(_ communicator: any Communicator) throws -> Work {
        let work: Work
        do {
            work = try communicator.together(describing: { ($0 as? Failure)?.message ?? "its notebook is wrong" }) {
                try prepareAlone(communicator)
            }
        } catch let failure as FailedElsewhere {
            throw Failure("\(failure)")
        }
        guard communicator.agrees(on: work.notebook.fingerprint) else {
            throw Failure("the processes do not read the same notebook; start it from a folder that all machines share")
        }
        return work
    }

    private func prepareAlone(_ communicator: any Communicator) throws -> Work {
        let file = try arguments.file()
        let folder = arguments.outputFolder(file)
        let former = resume ? try FormerRun.content(in: folder, of: file) : nil
        let overrides = FormerRun.overrides(former) + (try arguments.overrides())
        let checked = try arguments.checked(file, overrides)
        if let former { try FormerRun.check(former, is: checked) }
        var settings = RunSettings()
        settings.selection = try cells.selection(in: file.notebook)
        settings.startsAfresh = fresh
        settings.timeout = timeout.flatMap(DisplayOptions.seconds)
        let lock = communicator.isFirst ? try takeOver(folder) : nil
        if communicator.isFirst { try figures.makeFolder() }
        return Work(file: file, notebook: checked, settings: settings, folder: folder, former: former, lock: lock)
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

    private func runCells(of work: Work, _ communicator: any Communicator) -> RunRecord {
        let progress = RunProgress(work.file.notebook)
        let writer =
            communicator.isFirst
            ? RunWriter(reportFiles(work.folder), resuming: work.former) {
                progress.show(.warning($0))
            } : nil
        let store = work.file.store(outputFolder: work.folder, isMade: communicator.isFirst)
        let log = communicator.isFirst ? RunLog(work.file, work.notebook, store: store) : nil
        let runner = Runner(
            work.notebook, files: work.file.files(outputFolder: work.folder, keptFolder: store.folder),
            settings: work.settings, store: store, communicator: communicator,
            watch: { event, record in
                if case .journal(let event) = event { writer?.take(event, record) }
                progress.show(event)
            },
            isInterrupted: { Interruption.isWanted })
        let isReproducible = reproducible || RunDate.isGiven
        let record = runner.run(
            started: isReproducible ? RunDate.givenText : RunDate.text, isReproducible: isReproducible,
            resuming: work.former?.record)
        log?.finish(record, report: reportFiles(work.folder).report) { progress.show(.warning($0)) }
        return record
    }

    private func reportFiles(_ folder: String) -> ReportFiles { ReportFiles(folder: folder, limits: limits.limits) }

    /// Writes the report and says what came of the run; the exit code.
    private func finish(_ record: RunRecord, in folder: String) -> Int32 {
        for problem in record.cells.compactMap(\.problem) { Terminal.complain(problem.message(in: record.notebook)) }
        let files = reportFiles(folder)
        do {
            try files.write(record)
        } catch {
            Terminal.complain("haltbook: error: \(error); the run's results are not kept")
            return max(1, record.outcome.exitCode)
        }
        Terminal.say("report: \(files.report)")
        do throws(Failure) {
            try figures.write(record)
        } catch {
            Terminal.complain("haltbook: error: \(error.message)")
            return max(1, record.outcome.exitCode)
        }
        return record.outcome.exitCode
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
