/// What prose refers to by names after `@`: works of the bibliography, or the notebook's own figures, tables, equations and
/// sections.
///
/// As Pandoc writes them: https://pandoc.org/MANUAL.html#citation-syntax
package struct Citation: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        /// The words before, as in `see @shapiro2026`.
        package var prefix: String
        package var target: CitationTarget
        /// The words behind, as in `@shapiro2026, p. 3`, without the comma.
        package var suffix: String
        /// Whether only the year is wanted, as in `-@shapiro2026`.
        package var omitsAuthors: Bool
        /// Of the `@`.
        package var place: SourcePlace
    }

    package var items: [Item]
    /// Whether it stands in brackets, and is no part of the sentence.
    package var isBracketed: Bool
    /// As written.
    package var source: String
}

package enum CitationTarget: Hashable, Sendable {
    /// A work by its key.
    case work(String)
    /// A part of the notebook by its label.
    case part(NotebookPart, label: String)
}

/// What a notebook's text can refer to in itself.
package enum NotebookPart: String, Hashable, Sendable, CaseIterable {
    case figure = "fig"
    case table = "tbl"
    case equation = "eq"
    case section = "sec"

    package var name: String {
        switch self {
        case .figure: "figure"
        case .table: "table"
        case .equation: "equation"
        case .section: "section"
        }
    }
}

extension NotebookPart {
    /// The label without the part's own name before it.
    package func label(_ written: String) -> String {
        let prefix = "\(rawValue):"
        return written.hasPrefix(prefix) ? String(written.dropFirst(prefix.count)) : written
    }
}

extension CitationTarget {
    /// `fig:training` is a figure, whatever begins otherwise a work.
    init(named name: Substring) {
        guard let colon = name.firstIndex(of: ":"), let part = NotebookPart(rawValue: String(name[..<colon])) else {
            self = .work(String(name))
            return
        }
        self = .part(part, label: String(name[name.index(after: colon)...]))
    }
}

extension Citation.Item: CustomStringConvertible {
    /// The name as it stands in the notebook, with its `@`.
    package var description: String {
        switch target {
        case .work(let key): "@\(key)"
        case .part(let part, let label): "@\(part.rawValue):\(label)"
        }
    }
}
