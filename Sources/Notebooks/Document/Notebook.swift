/// A notebook: prose with cells of commands in it, parsed and not yet held against any command's declaration.
package struct Notebook: Sendable {
    package var source: NotebookSource
    package var frontMatter: FrontMatter
    package var blocks: [MarkdownBlock]
    package var cells: [Cell]
    /// Every value that prose, captions and options quote, by place.
    package var proseReferences: [ProseReference]
    /// The labels of the footnotes that the text refers to, in the order of their first use.
    package var footnotes: [String]
    /// What parsing found wrong, by place.
    package var diagnostics: [Diagnostic]

    /// A value quoted in prose, and how many cells stand before it.
    package struct ProseReference: Hashable, Sendable {
        package var reference: ValueReference
        package var precedingCells: Int
    }

    /// The version of the Markdown parser.
    package static var parserVersion: String { "libcmark " + CommonMarkTree.version }

    /// The title, else the first heading, else the file's name.
    package var title: String {
        if let title = frontMatter.title { return title }
        for case .heading(_, let inlines) in blocks { return inlines.plainText() }
        return String(source.name.split(separator: "/").last ?? "Notebook")
    }
}

extension Notebook {
    /// Parses a notebook. Any text is a notebook; what is wrong with it stands in `diagnostics`.
    package init(parsing source: NotebookSource) {
        var parser = NotebookParser(source)
        self = parser.parse()
    }
}
