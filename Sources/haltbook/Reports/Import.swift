import ArgumentParser
import Files
import Reports

/// `haltbook import analysis.ipynb`
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a notebook of one of Jupyter's.",
        discussion: """
            Markdown becomes prose, and cells that `haltbook export` wrote become the cells they were. Code of other \
            languages is shown and never run; raw cells, attachments and outputs are left out.
            """)

    @Argument(help: "The .ipynb file, of nbformat 4.")
    var notebook: String

    @Option(name: [.short, .long], help: "The notebook's file (default: NAME.md beside it).")
    var output: String?

    @Flag(help: "Overwrites the notebook's file where it is there.")
    var force = false

    /// A file is read whole, and takes some times its size in memory.
    private static let largest = 200_000_000

    func run() throws {
        let stem = notebook.hasSuffix(".ipynb") ? String(notebook.dropLast(6)) : notebook
        let target = output ?? stem + ".md"
        let isThere = SafeFile.isFile(target) || SafeFile.isFolder(target) || SafeFile.isLink(target)
        guard force || !isThere else {
            throw Failure("\(target) is there already; give --force to overwrite it, or another --output")
        }
        if let size = SafeFile.sizeAndTime(of: notebook)?.size, size > Self.largest {
            throw Failure(
                "cannot import \(notebook): it has more than \(Self.largest / 1_000_000) MB; clear its outputs in Jupyter first"
            )
        }
        do {
            let imported = try JupyterImport(try SafeFile.read(notebook))
            for warning in imported.warnings { Terminal.complain("haltbook: warning: \(notebook): \(warning)") }
            try SafeFile.write(imported.text, to: target)
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch let problem as ImportProblem {
            throw Failure("cannot import \(notebook): \(problem)")
        }
        Terminal.say("notebook: \(target)")
    }
}
