import ArgumentParser

/// How `haltbook check` writes what it finds.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people: each problem with its line and a caret.
    case text
    /// For programs: one JSON document.
    case json
    /// For what gathers findings of many programs: a SARIF 2.1.0 log.
    case sarif
    /// For GitHub's workflows: a command for each problem, which becomes an annotation.
    case github

    /// What is to be printed; of `json` and `sarif` that is one document.
    func lines(of files: [CheckedFile]) throws -> [String] {
        switch self {
        case .text: files.flatMap(\.messages)
        case .json: [try JSONText.of(JSONFindings(files))]
        case .sarif: [try JSONText.of(SARIFLog(files))]
        case .github: files.flatMap(\.workflowCommands)
        }
    }
}
