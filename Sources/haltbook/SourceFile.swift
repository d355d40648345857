import Files
import Notebooks

/// A text file as named on the command line.
enum SourceFile {
    /// The file's text; a file that cannot be read, or is not text, ends the program with exit code 2.
    static func read(_ path: String) throws(Failure) -> NotebookSource {
        do {
            return try NotebookSource(name: path, bytes: try SafeFile.read(path))
        } catch let diagnostic as Diagnostic {
            throw Failure(diagnostic.headline(in: NotebookSource(name: path, text: "")))
        } catch {
            throw Failure("\(error)")
        }
    }
}
