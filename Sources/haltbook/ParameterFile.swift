import Files
import Notebooks
import Sessions

/// A YAML file of parameter values: `epochs: 10`.
enum ParameterFile {
    static func overrides(_ path: String) throws -> [ParameterValues.Override] {
        let source: NotebookSource
        do {
            source = try NotebookSource(name: path, bytes: try SafeFile.read(path))
        } catch let problem as FileProblem {
            throw Failure("\(problem)")
        } catch let diagnostic as Diagnostic {
            throw Failure(diagnostic.headline(in: NotebookSource(name: path, text: "")))
        }
        do throws(Diagnostic) {
            return try ParameterFileParser.entries(of: source).map { entry in
                ParameterValues.Override(name: entry.name, value: entry.value, place: entry.place, source: source)
            }
        } catch {
            throw Failure(error.message(in: source))
        }
    }
}
