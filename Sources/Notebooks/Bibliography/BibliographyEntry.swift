/// A work that prose cites.
package struct BibliographyEntry: Hashable, Codable, Sendable {
    package var key: String
    /// As in `article`.
    package var type: String
    /// As written, by their names in small letters.
    package var fields: [String: String]

    package init(key: String, type: String, fields: [String: String]) {
        self.key = key
        self.type = type
        self.fields = fields
    }

    /// A field as a reader sees it: braces gone, accents in place.
    package func text(_ name: String) -> String? {
        guard let text = fields[name].map(LaTeXText.plain), !text.isEmpty else { return nil }
        return text
    }

    package var authors: [PersonName] {
        (fields["author"] ?? fields["editor"]).map(PersonName.list) ?? []
    }

    /// The year, of `year` or of a `date` such as 2026-11-24.
    package var year: String? { text("year") ?? text("date").map { String($0.prefix(4)) } }

    /// The address of the work, as far as one is given.
    package var address: String? {
        if let doi = text("doi") { return doi.hasPrefix("http") ? doi : "https://doi.org/\(doi)" }
        if let url = text("url") { return url }
        let isArXiv = text("archiveprefix")?.lowercased() == "arxiv" || text("eprinttype")?.lowercased() == "arxiv"
        return isArXiv ? text("eprint").map { "https://arxiv.org/abs/\($0)" } : nil
    }
}

/// A person's name, its family part apart.
package struct PersonName: Hashable, Sendable {
    package var family: String
    package var given: String

    package init(family: String, given: String) {
        self.family = family
        self.given = given
    }

    /// `Shapiro, Ada and Juan de la Cruz and others`.
    package static func list(_ text: String) -> [PersonName] {
        var names: [PersonName] = []
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in LaTeXText.splitOutsideBraces(line, at: " and ") {
            let trimmed = part.trimmed
            guard !trimmed.isEmpty else { continue }
            names.append(PersonName(String(trimmed)))
        }
        return names
    }

    /// `Family, Given` or `Given Family`, where small words such as `de la` belong to the family.
    private init(_ text: String) {
        let isOne = text.first == "{" && text.last == "}"
        let parts = LaTeXText.splitOutsideBraces(text, at: ",").map { LaTeXText.plain(String($0.trimmed)) }
        if isOne || parts.count == 1 {
            let words = isOne ? [LaTeXText.plain(text)] : parts[0].split(separator: " ").map(String.init)
            let first = words.dropLast().firstIndex { $0.first?.isLowercase == true } ?? max(0, words.count - 1)
            family = words[first...].joined(separator: " ")
            given = words[..<first].joined(separator: " ")
        } else {
            family = parts[0]
            given = parts.last ?? ""
        }
    }

    /// `A. Shapiro`
    package var short: String {
        let initials = given.split { $0 == " " || $0 == "~" }.compactMap(\.first).map { "\($0)." }
        return (initials + [family]).joined(separator: " ")
    }
}
