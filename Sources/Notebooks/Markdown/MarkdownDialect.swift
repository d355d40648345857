/// Which Markdown a notebook's prose is written in.
package enum MarkdownDialect: String, Hashable, Sendable, CaseIterable {
    /// CommonMark with formulas, tables, footnotes, and what else authors are used to.
    case extended
    /// CommonMark and nothing else.
    case commonMark = "commonmark"
}
