/// A block of a notebook's prose, or the place of a cell in it.
package indirect enum MarkdownBlock: Hashable, Sendable {
    case heading(level: Int, [MarkdownInline])
    case paragraph([MarkdownInline])
    case blockQuote([MarkdownBlock])
    case list(MarkdownList)
    /// A code block that is shown and never run; `info` is its info string.
    case code(info: String, text: String)
    /// The cell with this index in `Notebook.cells`.
    case cell(Int)
    /// Raw HTML, which renderers leave out.
    case rawHTML
    case thematicBreak
}

package struct MarkdownList: Hashable, Sendable {
    /// The number of the first item, or nil for bullets.
    package var start: Int?
    /// Whether items stand close together, so that their paragraphs need no space.
    package var isTight: Bool
    package var items: [[MarkdownBlock]]
}

/// A piece of a line of prose.
package indirect enum MarkdownInline: Hashable, Sendable {
    case text(String)
    case value(ValueReference)
    case code(String)
    case emphasis([MarkdownInline])
    case strong([MarkdownInline])
    case link(destination: String, title: String, [MarkdownInline])
    case image(source: String, title: String, [MarkdownInline])
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
            case .code(let text): [.text(text)]
            case .emphasis(let inner), .strong(let inner), .link(_, _, let inner), .image(_, _, let inner):
                inner.withoutMarks
            case .rawHTML: []
            case .softBreak, .lineBreak: [.text(" ")]
            }
        }
    }
}
