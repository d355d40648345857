import ArgumentParser
import Files
import Notebooks
import Reports
import Running

/// `haltbook export Output/first-steps --to ipynb`
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a run, or a notebook, in another form.",
        discussion: """
            A run is exported with all that it showed. A notebook's own file can be exported to ipynb, without outputs. \
            `haltbook import` makes the same notebook of an exported ipynb again.
            """)

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case ipynb, markdown, json, pdf
    }

    @Argument(help: "The run.json or run.journal of a run, the folder that they are in, or a notebook's .md file.")
    var path: String

    @Option(help: "The form to write.")
    var to: Form

    @Option(name: [.short, .long], help: "The file to write (default: beside what is exported).")
    var output: String?

    @Option(help: ArgumentHelp("How long the browser may take for a PDF, such as 90s or 5m.", valueName: "time"))
    var timeout = "60s"

    func validate() throws {
        guard DisplayOptions.seconds(timeout) != nil else {
            throw ValidationError("--timeout takes a time of at most a year, such as 90s or 5m")
        }
    }

    func run() throws {
        switch to {
        case .ipynb: try writeJupyter()
        case .markdown: try writeMarkdown(try source())
        case .json: try write(JSONExport(try source().read()).bytes(), to: target("report", ".json"))
        case .pdf: try writePDF(try source())
        }
    }

    private var isNotebook: Bool { path.hasSuffix(".md") && !SafeFile.isFolder(path) }

    /// Beside the run's report, or beside the notebook, by the notebook's name.
    private func target(_ stem: String, _ ending: String) -> String {
        output ?? (isNotebook ? String(path.dropLast(3)) + ending : RunSource(path: path).folder + stem + ending)
    }

    private func source() throws -> RunSource {
        guard !isNotebook else {
            throw Failure(
                "a notebook's own file can be exported to ipynb only; run it, and export the run: `haltbook export Output/NAME --to \(to.rawValue)`"
            )
        }
        return RunSource(path: path)
    }

    private func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
        do throws(FileProblem) {
            try SafeFile.write(bytes, to: path)
        } catch {
            throw Failure("\(error)")
        }
        Terminal.say("\(to.rawValue): \(path)")
    }

    // MARK: Jupyter

    private func writeJupyter() throws {
        if isNotebook {
            // What ends its lines is to come back, too.
            let text = try SourceFile.exactText(path)
            return try write(JupyterExport(text, name: path).bytes(), to: target("", ".ipynb"))
        }
        let run = try RunSource(path: path).read()
        let export = JupyterExport(run)
        for name in export.cellsWithoutOutputs {
            Terminal.complain(
                "haltbook: warning: what \(name) showed is left out: it stands in a list or a block quote, where Jupyter has no cells"
            )
        }
        try write(export.bytes(), to: target(run.notebook.stem, ".ipynb"))
    }

    // MARK: Markdown

    private func writeMarkdown(_ source: RunSource) throws {
        let run = try source.read()
        let target = target("report", ".md")
        // A run may have its files where its notebook is.
        guard
            SafeFile.realPath(target).map({ $0 != SafeFile.realPath(source.folder + run.provenance.notebookPath) })
                ?? true
        else { throw Failure("\(target) is the notebook itself; give another --output") }
        let stem = target.hasSuffix(".md") ? String(target.dropLast(3)) : target
        let figures = "\(stem)-figures"
        let name = figures.split(separator: "/").last ?? ""
        let export = MarkdownExport(run, figuresIn: MarkdownExport.address(ofFile: String(name)))
        do throws(FileProblem) {
            if !export.figures.isEmpty { try SafeFile.makeFolder(figures) }
            for figure in export.figures { try SafeFile.write(figure.text, to: "\(figures)/\(figure.name)") }
        } catch {
            throw Failure("\(error)")
        }
        try write(export.text.utf8, to: target)
    }

    // MARK: PDF

    private func writePDF(_ source: RunSource) throws {
        let browser = try Browser.installed()
        let page = HTMLReport(try source.read()).text
        Interruption.watch()
        let limit = Duration.seconds(DisplayOptions.seconds(timeout) ?? 60)
        try write(browser.pdf(of: page, within: limit), to: target("report", ".pdf"))
    }
}
