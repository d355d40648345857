/// Why a file of prompts cannot be used.
package struct PromptFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the file, from 1; nil where it is the whole of it.
    package let line: Int?
    package let problem: String
    /// What to do instead.
    package let remedy: String

    init(line: Int? = nil, _ problem: String, remedy: String) {
        self.line = line
        self.problem = problem
        self.remedy = remedy
    }

    /// As in `line 3: it has no id; give it one`.
    package var description: String { "\(line.map { "line \($0): " } ?? "")\(problem); \(remedy)" }
}
