import Figures
import Notebooks

/// What prose cites, and the list of it.
extension ProseWriter {
    func citation(_ citation: Citation, isInLink: Bool) -> [Markup] {
        citationWords.pieces(of: citation).map { piece in
            switch piece {
            case .text(let text): .text(text)
            case .link(let words, _, _) where isInLink: .text(words)
            case .link(let words, let anchor, let title):
                .element(
                    "a",
                    [Attribute("href", "#\(anchor)")] + (title.isEmpty ? [] : [Attribute("title", title)]),
                    [.text(words)])
            case .missing(let name):
                .tag("span", ["class": "missing", "title": "\(name) is not shown in this report"], .text("(\(name))"))
            }
        }
    }

    /// The works that the text cites. A notebook that ends with a heading has named the list by it.
    mutating func referenceSection() -> [Markup] {
        let references = citationWords.bibliography.references
        guard !references.isEmpty else { return [] }
        let items = references.enumerated().map { index, reference in
            Markup.tag("li", ["id": CitationWords.anchor(ofWork: index + 1)], entry(reference))
        }
        let isNumeric = citationWords.bibliography.style == .numeric
        let list = Markup.tag(isNumeric ? "ol" : "ul", ["class": "works"], items)
        let section = Markup.tag(
            "section", ["class": "references", "role": "doc-bibliography", "aria-label": "References"], list)
        if case .heading? = notebook.blocks.last { return [section] }
        return [heading(1, [.text("References")]), section]
    }

    private func entry(_ reference: Bibliography.Reference) -> [Markup] {
        var pieces: [Markup] = [
            .text(reference.head), .tag("cite", [:], .text(reference.title)), .text(reference.ending + " "),
        ]
        if !reference.tail.isEmpty { pieces.append(.text(reference.tail + " ")) }
        if let address = reference.address { pieces.append(link(address, "", [.text(address)])) }
        return pieces
    }
}
