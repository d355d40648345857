/// A block of a notebook's prose, or the place of a cell in it.
package indirect enum MarkdownBlock: Hashable, Sendable {
    /// The label is what `@sec:label` refers to.
    case heading(level: Int, [MarkdownInline], label: String? = nil)
    case paragraph([MarkdownInline])
    case blockQuote([MarkdownBlock])
    case callout(MarkdownCallout)
    case list(MarkdownList)
    case table(MarkdownTable)
    /// A code block that is shown and never run; `info` is its info string.
    case code(info: String, text: String)
    /// The cell with this index in `Notebook.cells`.
    case cell(Int)
    /// What a footnote says, where it is defined; the label is in small letters.
    case footnote(label: String, [MarkdownBlock])
    /// Raw HTML, which renderers leave out.
    case rawHTML
    case thematicBreak
}

package struct MarkdownList: Hashable, Sendable {
    /// The number of the first item, or nil for bullets.
    package var start: Int?
    /// Whether items stand close together, so that their paragraphs need no space.
    package var isTight: Bool
    /// An item that is a task begins with `.task`.
    package var items: [[MarkdownBlock]]
}

package struct MarkdownTable: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable {
        case left, centre, right
    }

    /// One for each column.
    package var alignments: [Alignment]
    package var header: [[MarkdownInline]]
    /// A row may be shorter than the header.
    package var rows: [[[MarkdownInline]]]
    /// What the table shows; a table with a caption has a number.
    package var caption: [MarkdownInline]?
    /// What `@tbl:label` refers to.
    package var label: String?
}

/// A block quote that is set apart, as `> [!NOTE]` begins one.
package struct MarkdownCallout: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case note, tip, important, warning, caution
    }

    package var kind: Kind
    /// What stands behind `[!NOTE]`; where nothing does, the kind is the title.
    package var title: [MarkdownInline]
    package var blocks: [MarkdownBlock]
}

/// A piece of a line of prose.
package indirect enum MarkdownInline: Hashable, Sendable {
    case text(String)
    case value(ValueReference)
    case code(String)
    /// A formula in TeX, as it stands between its dollars; the place is that of the first of them.
    case math(source: String, isDisplay: Bool, place: SourcePlace)
    case emphasis([MarkdownInline])
    case strong([MarkdownInline])
    case strikethrough([MarkdownInline])
    case link(destination: String, title: String, [MarkdownInline])
    case image(source: String, title: String, [MarkdownInline])
    /// The mark of a footnote with this label, in small letters.
    case footnote(label: String)
    case citation(Citation)
    /// The box before a task of a list.
    case task(isDone: Bool)
    /// Raw HTML, which renderers leave out.
    case rawHTML
    case softBreak
    case lineBreak
}

extension [MarkdownInline] {
    /// The text without its marks; a quoted value is written by `write`.
    package func plainText(_ write: (ValueReference) -> String = { $0.name }) -> String {
        withoutMarks.map { inline in
            switch inline {
            case .text(let text): text
            case .value(let reference): write(reference)
            default: ""
            }
        }.joined()
    }

    /// The same words as texts and quoted values alone.
    package var withoutMarks: [MarkdownInline] {
        flatMap { inline -> [MarkdownInline] in
            switch inline {
            case .text, .value: [inline]
            case .code(let text), .math(let text, _, _): [.text(text)]
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner),
                .image(_, _, let inner):
                inner.withoutMarks
            case .citation(let citation): [.text(citation.source)]
            case .rawHTML, .footnote, .task: []
            case .softBreak, .lineBreak: [.text(" ")]
            }
        }
    }
}
