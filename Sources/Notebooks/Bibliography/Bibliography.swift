/// The works that a notebook cites, and how they are cited.
package struct Bibliography: Sendable {
    package enum Style: String, Sendable, CaseIterable {
        case authorYear = "author-year"
        case numeric
    }

    /// A work as it stands in the list of references.
    package struct Reference: Hashable, Sendable {
        package var key: String
        /// `[1]`, or nothing where authors and year are the mark.
        package var mark: String
        package var authors: String
        package var year: String
        package var title: String
        /// The journal, book or publisher.
        package var container: String
        /// Volume, number and pages.
        package var details: String
        package var address: String?
    }

    package let style: Style
    /// What the text calls a work by.
    package struct Name: Hashable, Sendable {
        /// `Shapiro et al.`
        package var authors: String
        /// `2026`, or `2026a` where the same authors have another of that year.
        package var year: String
        /// Its place in the list, from 1.
        package var number: Int
    }

    /// In the order of the list: by number, or by author and year.
    package let references: [Reference]
    private let names: [String: Name]

    /// - Parameter entries: the works that are cited, in the order of their first citation.
    package init(_ entries: [BibliographyEntry], style: Style) {
        self.style = style
        let ordered = style == .numeric ? entries : entries.sorted { $0.order < $1.order }
        let years = Self.years(ordered)
        var names: [String: Name] = [:]
        references = ordered.enumerated().map { index, entry in
            names[entry.key] = Name(authors: entry.shortAuthors, year: years[index], number: index + 1)
            return Reference(entry, mark: style == .numeric ? "[\(index + 1)]" : "", year: years[index])
        }
        self.names = names
    }

    /// Nil for a work that is not in the list.
    package func name(of key: String) -> Name? { names[key] }

    /// Works of the same authors and year are told apart by letters: 2026a, 2026b.
    private static func years(_ entries: [BibliographyEntry]) -> [String] {
        let equals = Dictionary(grouping: entries.indices) { [entries[$0].shortAuthors, entries[$0].year ?? ""] }
        return entries.enumerated().map { number, entry in
            let year = entry.year ?? "n.d."
            let equals = equals[[entry.shortAuthors, entry.year ?? ""]] ?? []
            guard equals.count > 1, let place = equals.firstIndex(of: number), place < 26 else { return year }
            return year + String("abcdefghijklmnopqrstuvwxyz".dropFirst(place).prefix(1))
        }
    }
}

extension BibliographyEntry {
    /// `Shapiro`, `Shapiro and Taneja`, or `Shapiro et al.`; the title, a short one if there is, where nobody is named.
    fileprivate var shortAuthors: String {
        let names = authors.map(\.family)
        switch names.count {
        case 0: return text("shorttitle") ?? text("title") ?? key
        case 1: return names[0]
        case 2 where names[1] != "others": return "\(names[0]) and \(names[1])"
        default: return "\(names[0]) et al."
        }
    }

    fileprivate var order: String { "\(shortAuthors.lowercased())\n\(year ?? "")\n\(text("title") ?? "")" }

    fileprivate var allAuthors: String {
        let names = authors.map { $0.family == "others" ? "et al." : $0.short }
        if names.count < 3 { return names.joined(separator: names.last == "et al." ? " " : " and ") }
        let last = names[names.count - 1]
        return names.dropLast().joined(separator: ", ") + (last == "et al." ? " et al." : " and \(last)")
    }

    fileprivate var container: String {
        for name in ["journal", "journaltitle", "booktitle", "publisher", "school", "institution", "howpublished"] {
            if let text = text(name) { return text }
        }
        return text("eprint").map { "arXiv:\($0)" } ?? ""
    }

    fileprivate var details: String {
        var parts: [String] = []
        if let volume = text("volume") { parts.append(volume + (text("number").map { "(\($0))" } ?? "")) }
        if let pages = text("pages") { parts.append(pages.contains("–") ? "pp. \(pages)" : "p. \(pages)") }
        return parts.joined(separator: ", ")
    }
}

extension Bibliography.Reference {
    fileprivate init(_ entry: BibliographyEntry, mark: String, year: String) {
        self.init(
            key: entry.key, mark: mark, authors: entry.allAuthors, year: year, title: entry.text("title") ?? entry.key,
            container: entry.container, details: entry.details, address: entry.address)
    }
}
