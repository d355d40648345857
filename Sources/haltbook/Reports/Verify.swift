import ArgumentParser
import Files
import Notebooks
import Reports
import Running
import Sessions

/// `haltbook verify REPORT.html`
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Holds a report against the files that it says it was made from.",
        discussion: """
            The notebook, the files that it read, and the weights that it wrote are digested again. With --rerun the \
            notebook is run anew, in passing and without anything kept, and every value and table is compared.

            Exit codes: 0 all is the same; 1 something differs or is missing; 2 it is no report, or the notebook is wrong.
            """)

    @Argument(help: "The report.")
    var report: String

    @Flag(help: "Runs the notebook again, and compares every value and table.")
    var rerun = false

    @Option(
        help: ArgumentHelp(
            "How far numbers may be apart, as a share of the larger one, to count as the same: other processors round otherwise.",
            valueName: "share"))
    var tolerance = 0.0

    @Option(help: "The notebook's file, where it is no longer where the report says.")
    var notebook: String?

    @OptionGroup var reading: ReadingArguments

    func run() throws {
        Interruption.watch()
        let page = try page()
        let folder = report.lastIndex(of: "/").map { String(report[..<$0]) } ?? "."
        var isSame = checkFiles(page, folder)
        if rerun { isSame = try compareWithNewRun(page, folder) && isSame }
        if !isSame { throw ExitCode(1) }
    }

    private func page() throws -> ReportReader {
        do throws(FileProblem) {
            let text = String(decoding: try SafeFile.read(report), as: UTF8.self)
            guard let page = ReportReader(text) else {
                throw FileProblem(
                    path: report, action: "cannot read",
                    reason: "it is not a report that this version of haltbook wrote")
            }
            return page
        } catch {
            throw Failure("\(error)")
        }
    }

    // MARK: Files

    private func path(of source: ReportSources.Source, _ page: ReportReader, _ folder: String) -> String {
        switch source.role {
        case .notebook: notebook ?? ShortPath.of("\(folder)/\(source.path)")
        case .weights: "\(folder)/\(source.path)"
        case .data: source.path.hasPrefix("/") ? source.path : "\(notebookFolder(page, folder))/\(source.path)"
        }
    }

    private func notebookFolder(_ page: ReportReader, _ folder: String) -> String {
        let path = notebook ?? page.sources.first { $0.role == .notebook }.map { "\(folder)/\($0.path)" } ?? folder
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// Says of each file whether it is what the report was made from.
    private func checkFiles(_ page: ReportReader, _ folder: String) -> Bool {
        var isSame = true
        for source in page.sources {
            let path = path(of: source, page, folder)
            guard let digest = digest(of: source.role, path) else {
                Terminal.say("missing  \(source.path)")
                isSame = false
                continue
            }
            if digest == source.digest {
                Terminal.say("same     \(source.path)")
            } else {
                Terminal.say("differs  \(source.path)  sha256 \(source.digest.prefix(12))… -> \(digest.prefix(12))…")
                isSame = false
            }
        }
        return isSame
    }

    /// The digest of a notebook is that of its text, whatever ends its lines.
    private func digest(of role: ReportSources.Role, _ path: String) -> String? {
        guard let bytes = try? SafeFile.read(path) else { return nil }
        guard role == .notebook, let source = try? NotebookSource(name: path, bytes: bytes) else {
            return SHA256.hexDigest(of: bytes)
        }
        return SHA256.hexDigest(of: source.text)
    }

    // MARK: Another run

    private func compareWithNewRun(_ page: ReportReader, _ folder: String) throws -> Bool {
        guard let source = page.sources.first(where: { $0.role == .notebook }) else { return false }
        let file = try NotebookFile(path: path(of: source, page, folder), readableFolders: reading.allowPath)
        let overrides = try page.parameters.map { parameter in
            do throws(SourcedDiagnostic) {
                return try ParameterValues.Override(commandLine: "\(parameter.name)=\(parameter.value)")
            } catch {
                throw Failure(error.message)
            }
        }
        let result = file.check(overrides)
        for problem in result.diagnostics { Terminal.complain(problem.message) }
        guard let checked = result.notebook else { throw ExitCode(2) }
        var run = PassingRun(file: file, notebook: checked)
        run.sharesResults = false
        let record = run.record(in: try TemporaryFolder(), progress: RunProgress(file.notebook))
        for problem in record.cells.compactMap(\.problem) { Terminal.complain(problem.message(in: record.notebook)) }
        if record.outcome == .interrupted { throw ExitCode(130) }
        guard let again = ReportReader(HTMLReport(record).text) else { return false }
        let comparison = ReportComparison(page, again, tolerance: tolerance)
        for difference in comparison.differences { Terminal.say("differs  \(difference)") }
        let counts = [
            (comparison.values, "value"), (comparison.tables, "table"), (comparison.differences.count, "difference"),
        ].map { "\($0) \($0 == 1 ? $1 : $1 + "s")" }
        Terminal.say("\(counts[0]) and \(counts[1]) compared with a new run; \(counts[2])")
        return comparison.differences.isEmpty
    }
}
