package import Notebooks

/// A notebook of which everything that can be known without running it is known to be right.
package struct CheckedNotebook: Sendable {
    package var notebook: Notebook
    package var parameters: ParameterValues
    /// The commands of each cell, by the cell's index.
    package var commands: [[PreparedCommand]]
    package var worksCited: WorksCited
}

/// What checking a notebook gives: what is wrong with it, and the notebook itself where nothing is.
package struct CheckResult: Sendable {
    /// Errors and warnings, by place.
    package var diagnostics: [SourcedDiagnostic]
    package var notebook: CheckedNotebook?

    package var hasErrors: Bool { diagnostics.contains { $0.diagnostic.severity == .error } }
}
