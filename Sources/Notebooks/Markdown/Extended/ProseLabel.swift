/// The label that a heading or a table's caption ends with: `{#sec:training}`, `{#tbl:datasets}`.
struct ProseLabel: Hashable {
    var name: String
    /// As written, braces and all.
    var written: String

    /// Takes the label off the end of a text, where there is one of that kind of part.
    init?(endOf inlines: inout [MarkdownInline], of part: NotebookPart) {
        guard case .text(let text)? = inlines.last, text.last == "}", let open = text.lastIndex(of: "{") else {
            return nil
        }
        let start = "{#\(part.rawValue):"
        let label = text[open...].dropFirst(start.count).dropLast()
        guard text[open...].hasPrefix(start), !label.isEmpty, label.allSatisfy(\.isNamePart) else { return nil }
        (name, written) = (String(label), String(text[open...]))
        let rest = text[..<open].trimmedAtEnd
        inlines.removeLast()
        if !rest.isEmpty { inlines.append(.text(String(rest))) }
    }
}

extension [MarkdownInline] {
    /// The caption that a paragraph below a table is, as Pandoc has it: it begins with `: ` or `Table: `.
    var tableCaption: [MarkdownInline]? {
        guard case .text(let text)? = first, let mark = [": ", "Table: "].first(where: text.hasPrefix) else {
            return nil
        }
        let rest = text.dropFirst(mark.count)
        return (rest.isEmpty ? [] : [.text(String(rest))]) + dropFirst()
    }
}

extension Substring {
    fileprivate var trimmedAtEnd: Substring {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
