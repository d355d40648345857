import Foundation
import Notebooks
import Testing

@testable import Sessions

/// A notebook with exactly one problem: `BadNotebooks/HB0203.md`, or `HB0203-nothing-near.md` for another face of it.
///
/// The whole message lies beside it in `HB0203.txt`, and parameters to set, one a line, in `HB0403.parameters`.
struct BadNotebook {
    let name: String
    let bytes: [UInt8]
    let message: String
    let parameters: [String]

    /// The code that the file is named for.
    var code: String { String(name.prefix(6)) }

    /// All of them by name; none where the folder cannot be read.
    static let names = (try? folder().files(endingIn: ".md")) ?? []

    init(_ name: String) throws {
        self.name = name
        let folder = try Self.folder()
        bytes = try Array(Data(contentsOf: folder.appendingPathComponent("\(name).md")))
        let text = try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
        message = String(text.dropLast())
        let parameters = folder.appendingPathComponent("\(name).parameters")
        self.parameters =
            FileManager.default.fileExists(atPath: parameters.path)
            ? try String(contentsOf: parameters, encoding: .utf8).split(separator: "\n").map(String.init) : []
    }

    /// What checking the notebook gives, or reading it, or reading a parameter, where that goes wrong before.
    func check() throws -> CheckResult {
        do {
            let source = try NotebookSource(name: "\(name).md", bytes: bytes)
            return NotebookChecker.check(
                Notebook(parsing: source), overrides: try parameters.map(ParameterValues.Override.init(commandLine:)),
                files: SessionFiles(notebookFolder: try Self.folder().path))
        } catch let diagnostic as Diagnostic {
            // Of text that cannot be read there is no line to show.
            let source = NotebookSource(name: "\(name).md", text: "")
            return CheckResult(diagnostics: [SourcedDiagnostic(source, diagnostic)])
        } catch let diagnostic as SourcedDiagnostic {
            return CheckResult(diagnostics: [diagnostic])
        }
    }

    private static func folder() throws -> URL {
        try #require(Bundle.module.url(forResource: "BadNotebooks", withExtension: nil))
    }
}

extension URL {
    /// The names of the folder's files with that ending, without it, in order.
    fileprivate func files(endingIn ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(ending) }
            .map { String($0.dropLast(ending.count)) }.sorted()
    }
}
