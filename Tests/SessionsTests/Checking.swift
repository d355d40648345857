import Notebooks
import Sessions

/// What checking a notebook says, in whole messages.
func problems(
    _ text: String, parameters: [String] = [], folder: String = "/nonexistent"
) throws -> [String] {
    try check(text, parameters: parameters, folder: folder).diagnostics.map(\.message)
}

/// What checking a notebook of the name `a.md` gives; each parameter is written as after `-p`.
func check(_ text: String, parameters: [String] = [], folder: String = "/nonexistent") throws -> CheckResult {
    NotebookChecker.check(
        Notebook(parsing: NotebookSource(name: "a.md", text: text)),
        overrides: try parameters.map { try ParameterValues.Override(commandLine: $0) },
        files: SessionFiles(notebookFolder: folder))
}

/// Place and code of each problem, as `3:1 HB0301`.
func placedCodes(_ text: String, folder: String = "/nonexistent") throws -> [String] {
    try check(text, folder: folder).diagnostics.map(\.diagnostic).map {
        "\($0.place.line):\($0.place.column) \($0.code.rawValue)"
    }
}

/// A notebook of one cell, whose first line is line 2.
func cell(_ commands: String) -> String {
    "```halt\n\(commands)\n```\n"
}

/// The message of a problem in a line of that cell.
func message(_ line: Int, _ column: Int, _ code: String, _ source: String, _ words: String) -> String {
    """
    a.md:\(line):\(column): error[\(code)]: \(words)
      \(line) | \(source)
      \(String(repeating: " ", count: String(line).count)) | \(String(repeating: " ", count: column - 1))^
    """
}
