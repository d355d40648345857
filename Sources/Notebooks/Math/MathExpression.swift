/// A formula, read from its TeX.
///
///     MathExpression(parsing: #"\frac{1}{k} \sum_i \ell_i"#, reporting: &problems)
package struct MathExpression: Hashable, Sendable {
    /// The TeX as its author wrote it.
    package let source: String
    package let nodes: [MathNode]
    /// What `\label{…}` calls the equation.
    package let label: String?
    /// What `\tag{…}` writes in place of the equation's number.
    package let tag: String?

    /// Reads TeX without the dollars around it; a label and a tag may stand in a display only.
    ///
    /// Whatever is not understood is reported, and kept in the formula as text.
    package init(parsing source: String, isDisplay: Bool = true, reporting problems: inout [MathProblem]) {
        var parser = MathParser(source, isDisplay: isDisplay)
        nodes = parser.formula()
        label = parser.label
        tag = parser.tag
        self.source = source
        problems += parser.problems.sorted { $0.offset < $1.offset }
    }
}
