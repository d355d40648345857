/// Who reads a CommonMark document: asked in the order of the text.
protocol CommonMarkReader {
    /// The index of the cell that a code block is, or nil for one that is only shown.
    mutating func cell(for fence: CommonMarkTree.Fence) -> Int?

    /// The inlines that a piece of plain text becomes, all of it on one line.
    mutating func inlines(of text: String, at position: CommonMarkTree.Position) -> [MarkdownInline]

    /// The formula whose dollars begin at a position.
    mutating func formula(_ source: String, isDisplay: Bool, at position: CommonMarkTree.Position) -> MarkdownInline

    /// The kind that `[!NAME]` at the head of a block quote means, or nil for none.
    mutating func calloutKind(_ name: String, at position: CommonMarkTree.Position) -> MarkdownCallout.Kind?

    /// The mark of a footnote, its label as it is written.
    mutating func footnoteMark(_ label: String, at position: CommonMarkTree.Position) -> MarkdownInline

    mutating func citation(_ source: String, at position: CommonMarkTree.Position) -> MarkdownInline

    /// A heading or a table that is given a label.
    mutating func define(_ label: ProseLabel, of part: NotebookPart, at position: CommonMarkTree.Position)

    /// What comes until `endFootnote` is a footnote's; false where there is one of that label already.
    mutating func beginFootnote(_ label: String, at position: CommonMarkTree.Position) -> Bool
    mutating func endFootnote()
}
