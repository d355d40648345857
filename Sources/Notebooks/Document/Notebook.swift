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
    /// What the text cites and refers to, in its order.
    package var citations: [PlacedCitation]
    /// The labels of the notebook's own tables, equations and sections.
    package var labels: [NotebookPart: Set<String>]
    /// Where labels stand in prose that are no text of it: `{#sec:training}`.
    package var labelMarks: [LabelMark]
    /// What stands beside each equation that has a label: its number, or what its author writes there.
    package var equations: [String: String]
    /// What parsing found wrong, by place.
    package var diagnostics: [Diagnostic]

    /// A value quoted in prose, and how many cells stand before it.
    package struct ProseReference: Hashable, Sendable {
        package var reference: ValueReference
        package var precedingCells: Int
    }

    package struct LabelMark: Hashable, Sendable {
        package var written: String
        package var place: SourcePlace
    }

    package struct PlacedCitation: Hashable, Sendable {
        package var citation: Citation
        /// Where it begins.
        package var place: SourcePlace
    }

    /// The version of the Markdown parser.
    package static var parserVersion: String { "libcmark " + CommonMarkTree.version }

    /// The title, else the first heading, else the file's name.
    package var title: String {
        if let title = frontMatter.title { return title }
        for case .heading(_, let inlines, _) in blocks { return inlines.plainText() }
        return String(source.name.split(separator: "/").last ?? "Notebook")
    }
}

extension Notebook {
    /// The cell whose figures or tables a label names: all of them, or with a number behind, as in `training-2`, one.
    package func cell(showing label: String) -> Cell? {
        if let cell = cells.first(where: { $0.display.label == label }) { return cell }
        guard let dash = label.lastIndex(of: "-"), let number = Int(label[label.index(after: dash)...]), number > 0
        else {
            return nil
        }
        return cells.first { $0.display.label == String(label[..<dash]) }
    }
}

extension Notebook {
    /// Parses a notebook. Any text is a notebook; what is wrong with it stands in `diagnostics`.
    package init(parsing source: NotebookSource) {
        var parser = NotebookParser(source)
        self = parser.parse()
    }
}
