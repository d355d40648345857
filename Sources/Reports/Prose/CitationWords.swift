import Notebooks

/// The words that stand for what prose cites and refers to.
struct CitationWords {
    enum Piece: Hashable {
        case text(String)
        /// Words that lead to an id of the page; the title says more of them.
        case link(String, anchor: String, title: String)
        /// The report does not show what is referred to.
        case missing(name: String)
    }

    let numbers: ReportNumbers
    let bibliography: Bibliography

    /// The id of a work in the list of references.
    static func anchor(ofWork number: Int) -> String { "work_\(number)" }

    func pieces(of citation: Citation) -> [Piece] {
        guard citation.isBracketed else { return citation.items.first.map(inSentence) ?? [.text(citation.source)] }
        let isOfParts = citation.items.allSatisfy { if case .part = $0.target { true } else { false } }
        let separator = isNumeric && !citation.items.contains { !$0.prefix.isEmpty || !$0.suffix.isEmpty } ? ", " : "; "
        let items = Array(
            citation.items.map(inBrackets).joined(separator: [.text(isOfParts ? ", " : separator)]))
        if isOfParts { return items }
        return isNumeric ? [.text("[")] + items + [.text("]")] : [.text("(")] + items + [.text(")")]
    }

    private var isNumeric: Bool { bibliography.style == .numeric }

    /// `Shapiro et al. (2026)`
    private func inSentence(_ item: Citation.Item) -> [Piece] {
        guard case .work(let key) = item.target else { return part(item) }
        guard let name = bibliography.name(of: key) else { return [.text(item.description)] }
        return [link(isNumeric ? "\(name.authors) [\(name.number)]" : "\(name.authors) (\(name.year))", name)]
    }

    /// `Shapiro et al., 2026`
    private func inBrackets(_ item: Citation.Item) -> [Piece] {
        var pieces: [Piece] = []
        if !item.prefix.isEmpty { pieces.append(.text(item.prefix + " ")) }
        pieces += marked(item)
        if !item.suffix.isEmpty { pieces.append(.text(", " + item.suffix)) }
        return pieces
    }

    private func marked(_ item: Citation.Item) -> [Piece] {
        guard case .work(let key) = item.target else { return part(item) }
        guard let name = bibliography.name(of: key) else { return [.text(item.description)] }
        if isNumeric { return [link(String(name.number), name)] }
        return [link(item.omitsAuthors ? name.year : "\(name.authors), \(name.year)", name)]
    }

    private func link(_ words: String, _ name: Bibliography.Name) -> Piece {
        .link(
            words, anchor: Self.anchor(ofWork: name.number),
            title: bibliography.references[name.number - 1].words)
    }

    private func part(_ item: Citation.Item) -> [Piece] {
        guard case .part(let part, let label) = item.target, let found = numbers.part(part, label) else {
            return [.missing(name: item.description)]
        }
        return [.link(found.name, anchor: found.anchor, title: "")]
    }
}

extension Bibliography.Reference {
    /// The work in one line, as the list of references has it.
    var words: String { "\(head)\(title)\(ending) \(tail)".trimmingEnd }

    /// What stands before the title: `A. Shapiro and K. Taneja (2026). `
    var head: String { authors.isEmpty ? "" : "\(authors) (\(year)). " }

    /// What stands right behind it: the year, where nobody is named.
    var ending: String { authors.isEmpty ? " (\(year))." : "." }

    /// What stands behind the title.
    var tail: String {
        let parts = [container, details].filter { !$0.isEmpty }.joined(separator: ", ")
        return parts.isEmpty ? "" : "\(parts)."
    }
}

extension String {
    fileprivate var trimmingEnd: String { last == " " ? String(dropLast()) : self }
}
