import Notebooks
import Sessions

/// A YAML file of parameter values: `epochs: 10`.
enum ParameterFile {
    static func overrides(_ path: String) throws(Failure) -> [ParameterValues.Override] {
        let source = try SourceFile.read(path)
        do throws(Diagnostic) {
            return try ParameterFileParser.entries(of: source).map { entry in
                ParameterValues.Override(name: entry.name, value: entry.value, place: entry.place, source: source)
            }
        } catch {
            throw Failure(error.message(in: source))
        }
    }
}
