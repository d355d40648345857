import ArgumentParser
import Files
import Reports
import Running

/// `haltbook render run.json`
struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws a run's report again from its record, without running anything.")

    @Argument(help: "The run.json or run.journal that `haltbook run` wrote, or the folder that they are in.")
    var record: String

    @Option(name: [.short, .long], help: "The report's file (default: report.html beside the record).")
    var output: String?

    @OptionGroup var limits: LimitArguments
    @OptionGroup var figures: FigureArguments

    @Flag(help: "Leaves out of the report what differs from run to run, as `haltbook run --reproducible` does.")
    var reproducible = false

    func run() throws {
        do {
            let isFolder = SafeFile.isFolder(record)
            var run = try isFolder ? Self.newest(in: ReportFiles(folder: record)) : Self.read(record)
            if reproducible {
                run.provenance.isReproducible = true
                run.provenance.started = RunDate.givenText
            }
            let folder = isFolder ? record + "/" : record.lastIndex(of: "/").map { String(record[..<$0]) + "/" } ?? ""
            let path = output ?? folder + "report.html"
            try figures.makeFolder()
            try SafeFile.write(HTMLReport(run, limits: limits.limits).text, to: path)
            Terminal.say("report: \(path)")
            try figures.write(run)
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch let problem as NotARecord {
            throw Failure("\(problem)")
        }
    }

    /// The journal knows as much as the record, and more where a run was cut off.
    private static func newest(in files: ReportFiles) throws -> RunRecord {
        try read(SafeFile.isFile(files.journal) ? files.journal : files.record)
    }

    private static func read(_ path: String) throws -> RunRecord {
        guard path.hasSuffix(".journal") else { return try RunFile.read(path) }
        let content = try RunJournal.read(path)
        if content.rest > 0 {
            Terminal.complain(
                "haltbook: warning: the last \(content.rest) bytes of \(path) are no whole event and are left out")
        }
        return content.record
    }
}
