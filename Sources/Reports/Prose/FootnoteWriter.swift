import Figures
import Notebooks

/// What a page has of its footnotes so far.
struct FootnoteWriter {
    /// Those that the text refers to, from 1, by label.
    private(set) var numbers: [String: Int]
    /// What each says, by its label.
    var contents: [String: [Markup]] = [:]
    /// How often the text refers to each, by its label.
    var useCounts: [String: Int] = [:]

    init(_ labels: [String]) {
        numbers = Dictionary(uniqueKeysWithValues: zip(labels, 1...))
    }
}

extension ProseWriter {
    /// A footnote's number, which leads to it. No label and no heading gives an anchor with a `_`.
    mutating func footnoteMark(_ label: String, isInLink: Bool) -> Markup {
        guard let number = footnotes.numbers[label] else { return .text("[^\(label)]") }
        let text = Markup.text(String(number))
        guard !isInLink else { return .tag("sup", [:], text) }
        let use = footnotes.useCounts[label, default: 0] + 1
        footnotes.useCounts[label] = use
        return .tag(
            "sup", ["id": useAnchor(number, use)],
            .tag("a", ["href": "#footnote_\(number)", "role": "doc-noteref"], text))
    }

    /// Keeps what a footnote says for the end of the page; one that no text refers to stays where it is.
    mutating func footnote(_ label: String, _ inner: [MarkdownBlock]) -> [Markup] {
        let content = blocks(inner)
        guard footnotes.numbers[label] != nil else { return content }
        footnotes.contents[label] = content
        return []
    }

    /// The footnotes by number, each with the ways back to where the text refers to it.
    var footnoteSection: [Markup] {
        guard !notebook.footnotes.isEmpty else { return [] }
        let items = notebook.footnotes.enumerated().map { index, label in
            Markup.tag(
                "li", ["id": "footnote_\(index + 1)"],
                withWaysBack(footnotes.contents[label] ?? [], number: index + 1, uses: footnotes.useCounts[label] ?? 0))
        }
        return [
            .tag(
                "section", ["class": "footnotes", "role": "doc-endnotes", "aria-label": "Footnotes"],
                .tag("ol", [:], items))
        ]
    }

    private func withWaysBack(_ content: [Markup], number: Int, uses: Int) -> [Markup] {
        let ways = (0..<uses).flatMap { use -> [Markup] in
            let label = "Back to the text" + (use == 0 ? "" : ", place \(use + 1)")
            return [
                .text(" "),
                .tag(
                    "a", ["href": "#\(useAnchor(number, use + 1))", "role": "doc-backlink", "aria-label": label],
                    .text("↩")),
            ]
        }
        guard case .element("p", let attributes, let inner)? = content.last else {
            return content + (ways.isEmpty ? [] : [.tag("p", [:], ways)])
        }
        return content.dropLast() + [.element("p", attributes, inner + ways)]
    }

    private func useAnchor(_ number: Int, _ use: Int) -> String { "use_\(number)_\(use)" }
}
