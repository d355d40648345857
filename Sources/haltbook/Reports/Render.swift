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
        let source = RunSource(path: record)
        var run = try source.read()
        if reproducible {
            run.provenance.isReproducible = true
            run.provenance.started = RunDate.givenText
        }
        let path = output ?? source.folder + "report.html"
        do {
            try figures.makeFolder()
            try SafeFile.write(HTMLReport(run, limits: limits.limits).text, to: path)
            Terminal.say("report: \(path)")
            try figures.write(run)
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        }
    }
}
