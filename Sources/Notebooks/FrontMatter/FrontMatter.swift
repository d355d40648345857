/// What a notebook says of itself between its first `---` and the next.
package struct FrontMatter: Hashable, Sendable {
    package var title: String?
    package var description: String?
    package var authors: [String] = []
    package var date: String?
    package var markdown = MarkdownDialect.extended
    package var parameters: [Parameter] = []

    package init() {}
}
