/// One problem of a formula: where in its TeX it is, what is wrong, and what to write instead.
package struct MathProblem: Hashable, Sendable {
    /// Characters from the start of the TeX.
    package var offset: Int
    package var problem: String
    package var remedy: String

    package init(offset: Int, problem: String, remedy: String) {
        self.offset = offset
        self.problem = problem
        self.remedy = remedy
    }
}
