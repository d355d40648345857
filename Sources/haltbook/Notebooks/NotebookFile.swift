import Files
import Notebooks
import Running
import Sessions

/// A notebook's file as named on the command line, read and parsed.
struct NotebookFile {
    let path: String
    let notebook: Notebook
    /// Folders outside its own that it may read.
    private let readableFolders: [String]

    init(path: String, readableFolders: [String] = []) throws(Failure) {
        self.path = path
        self.readableFolders = readableFolders
        guard !SafeFile.isFolder(path) else {
            throw Failure("cannot read \(path): it is a folder; name a notebook in it")
        }
        notebook = Notebook(parsing: try SourceFile.read(path))
    }

    /// The folder that the notebook's paths are relative to.
    var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Where the results of the folder's notebooks are kept.
    func store(outputFolder: String, isMade: Bool) -> ResultStore {
        ResultStore.place(notebookFolder: folder, outputFolder: outputFolder, isMade: isMade)
    }

    func files(outputFolder: String? = nil, keptFolder: String? = nil) -> SessionFiles {
        SessionFiles(
            notebookFolder: folder, outputFolder: outputFolder, readableFolders: readableFolders,
            keptFolder: keptFolder)
    }

    func check(_ overrides: [ParameterValues.Override] = []) -> CheckResult {
        NotebookChecker.check(notebook, overrides: overrides, files: files())
    }
}
