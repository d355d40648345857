import Notebooks
import Sessions

/// A file named to `haltbook check`, and everything that is wrong with it.
struct CheckedFile {
    /// The path as it was given.
    let path: String
    /// The text that the findings' places are in; nil where the file could not be read.
    let source: NotebookSource?
    /// The number of its command cells; nil where it is no notebook.
    let cells: Int?
    /// Errors and warnings, by place.
    let findings: [Finding]

    var hasErrors: Bool { findings.contains { $0.severity == .error } }

    init(checking path: String, readableFolders: [String] = []) {
        self.path = path
        do throws(Failure) {
            let file = try NotebookFile(path: path, readableFolders: readableFolders)
            source = file.notebook.source
            cells = file.notebook.cells.count
            findings = file.check().diagnostics.map { Finding($0.diagnostic, message: $0.message) }
        } catch {
            source = error.diagnostic?.source
            cells = nil
            findings = [Finding(error)]
        }
    }
}

/// One problem of a file, as all formats show it.
struct Finding {
    let code: DiagnosticCode
    let severity: Diagnostic.Severity
    /// Where it is; nil where it is about the file as a whole.
    let place: SourcePlace?
    let problem: String
    let remedy: String
    /// The lines that stand for it on a terminal.
    let message: String

    init(_ diagnostic: Diagnostic, message: String) {
        code = diagnostic.code
        severity = diagnostic.severity
        place = diagnostic.place
        problem = diagnostic.problem
        remedy = diagnostic.remedy
        self.message = message
    }

    /// Why a file cannot be checked at all.
    init(_ failure: Failure) {
        let diagnostic = failure.diagnostic?.diagnostic
        code = diagnostic?.code ?? .unreadable
        severity = diagnostic?.severity ?? .error
        place = diagnostic?.place
        problem = diagnostic?.problem ?? failure.message
        remedy = diagnostic?.remedy ?? ""
        message = failure.message
    }

    /// What is wrong, and what to write instead.
    var words: String { remedy.isEmpty ? problem : "\(problem); \(remedy)" }
}

extension DiagnosticCode {
    /// The page about it, in the project's folder.
    var page: String { "docs/diagnostics/\(rawValue).md" }
}
