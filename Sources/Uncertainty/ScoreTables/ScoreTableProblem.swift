/// Why a file of scores cannot be used: where, what is wrong, and what to do instead.
package struct ScoreTableProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// `line 3`, or `row 3` of a document; nil where it is about the whole.
    package let place: String?
    package let problem: String
    package let remedy: String

    init(_ place: String?, _ problem: String, remedy: String) {
        self.place = place
        self.problem = problem
        self.remedy = remedy
    }

    package var description: String {
        (place.map { "\($0): " } ?? "") + "\(problem); \(remedy)"
    }
}
