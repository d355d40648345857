import Files
import Notebooks
import Sessions

/// A notebook's file as named on the command line, read and parsed.
struct NotebookFile {
    let path: String
    let notebook: Notebook

    init(path: String) throws {
        self.path = path
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

    /// The file's name without its ending.
    var stem: String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    func check(_ overrides: [ParameterValues.Override] = []) -> CheckResult {
        NotebookChecker.check(notebook, overrides: overrides, files: SessionFiles(notebookFolder: folder))
    }
}
