import Files
import Notebooks
import Sessions

/// A text file as named on the command line.
enum SourceFile {
    /// The file's text; a file that cannot be read, or is not text, ends the program with exit code 2.
    static func read(_ path: String) throws(Failure) -> NotebookSource {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try SafeFile.read(path)
        } catch {
            throw Failure("\(error)")
        }
        do throws(Diagnostic) {
            return try NotebookSource(name: path, bytes: bytes)
        } catch {
            let readable = NotebookSource(name: path, text: String(decoding: bytes, as: UTF8.self))
            throw Failure(error.headline(in: readable), diagnostic: SourcedDiagnostic(readable, error))
        }
    }

    /// The file's text with whatever ends its lines.
    static func exactText(_ path: String) throws(Failure) -> String {
        let source = try read(path)
        do throws(FileProblem) {
            return String(validating: try SafeFile.read(path), as: UTF8.self) ?? source.text
        } catch {
            throw Failure("\(error)")
        }
    }
}
