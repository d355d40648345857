/// The first line of a block quote that is a callout: `[!NOTE]`, and a title where there is one.
struct CalloutHead {
    var name: String
    var title: [MarkdownInline]
    /// The quote without that line.
    var rest: [MarkdownBlock]

    /// Nil where the blocks begin with something else.
    init?(_ blocks: [MarkdownBlock]) {
        guard case .paragraph(let inlines)? = blocks.first, case .text(let text)? = inlines.first, text.hasPrefix("[!"),
            let end = text.firstIndex(of: "]")
        else { return nil }
        name = String(text[..<end].dropFirst(2))
        guard !name.isEmpty, name.allSatisfy(\.isNamePart) else { return nil }
        let lineEnd = inlines.firstIndex { $0 == .softBreak || $0 == .lineBreak } ?? inlines.endIndex
        let words = String(text[end...].dropFirst().trimmedAtStart)
        title = (words.isEmpty ? [] : [.text(words)]) + inlines[1..<max(1, lineEnd)]
        let lines = Array(inlines.dropFirst(lineEnd + 1))
        rest = (lines.isEmpty ? [] : [.paragraph(lines)]) + blocks.dropFirst()
    }
}

extension [MarkdownBlock] {
    /// An item of a list with its box in place of `[ ]` or `[x]`.
    var withTask: [MarkdownBlock] {
        guard case .paragraph(let inlines)? = first, case .text(let text)? = inlines.first,
            let box = ["[ ] ", "[x] ", "[X] "].first(where: text.hasPrefix)
        else { return self }
        let words = [.text(String(text.dropFirst(box.count - 1)))] + inlines.dropFirst()
        return [.paragraph([.task(isDone: box != "[ ] ")] + words)] + dropFirst()
    }
}

extension Substring {
    fileprivate var trimmedAtStart: Substring { drop { $0.isWhitespace } }
}
