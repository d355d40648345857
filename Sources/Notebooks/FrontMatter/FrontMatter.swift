/// What a notebook says of itself between its first `---` and the next.
package struct FrontMatter: Hashable, Sendable {
    package var title: String?
    package var description: String?
    package var authors: [String] = []
    package var date: String?
    package var markdown = MarkdownDialect.extended
    package var parameters: [Parameter] = []
    /// The files of the works that the text cites.
    package var bibliography: [BibliographyFile] = []
    package var citationStyle = Bibliography.Style.authorYear

    package init() {}
}

/// A file that the front matter names.
package struct BibliographyFile: Hashable, Sendable {
    /// From the notebook's folder.
    package var path: String
    package var place: SourcePlace
}
