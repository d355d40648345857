import ArgumentParser
import Files
import Reports
import Running

/// `haltbook render run.json`
struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws a run's report again from its record, without running anything.")

    @Argument(help: "The run.json that `haltbook run` wrote.")
    var record: String

    @Option(name: [.short, .long], help: "The report's file (default: report.html beside the record).")
    var output: String?

    func run() throws {
        do {
            let run = try RunFile.read(record)
            let folder = record.lastIndex(of: "/").map { String(record[..<$0]) + "/" } ?? ""
            let path = output ?? folder + "report.html"
            try SafeFile.write(HTMLReport(run).text, to: path)
            Terminal.say("report: \(path)")
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch let problem as NotARecord {
            throw Failure("\(problem)")
        }
    }
}
