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
        case ipynb
    }

    @Argument(help: "The run.json or run.journal of a run, the folder that they are in, or a notebook's .md file.")
    var path: String

    @Option(help: "The form to write.")
    var to: Form

    @Option(name: [.short, .long], help: "The file to write (default: beside what is exported).")
    var output: String?

    func run() throws {
        switch to {
        case .ipynb: try writeJupyter()
        }
    }

    private var isNotebook: Bool { path.hasSuffix(".md") && !SafeFile.isFolder(path) }

    /// Beside the run's report, or beside the notebook, by the notebook's name.
    private func target(_ stem: String, _ ending: String) -> String {
        output ?? (isNotebook ? String(path.dropLast(3)) + ending : RunSource(path: path).folder + stem + ending)
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
}
