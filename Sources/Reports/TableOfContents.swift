import Figures

/// A heading of the report's prose, as the table of contents needs it.
struct ReportHeading: Hashable {
    var level: Int
    var text: String
    var anchor: String
}

/// The list of a report's headings, nested by level.
struct TableOfContents {
    private let headings: [ReportHeading]

    init(_ headings: [ReportHeading]) {
        // Two levels guide; more would be the text again.
        let top = headings.map(\.level).min() ?? 1
        self.headings = headings.filter { $0.level <= top + 1 }
    }

    var markup: Markup {
        guard headings.count > 1 else { return .raw("") }
        return .tag(
            "nav", ["class": "contents", "aria-label": "Contents"],
            .tag("details", [:], .tag("summary", [:], .text("Contents")), list(headings[...])))
    }

    private func list(_ headings: ArraySlice<ReportHeading>) -> Markup {
        guard let level = headings.map(\.level).min() else { return .raw("") }
        var items: [Markup] = []
        var rest = headings
        while !rest.isEmpty {
            let isEntry = rest[rest.startIndex].level == level
            let entry = isEntry ? rest.removeFirst() : nil
            let inner = rest.prefix { $0.level > level }
            rest = rest.dropFirst(inner.count)
            var children: [Markup] = []
            if let entry { children.append(.tag("a", ["href": "#\(entry.anchor)"], .text(entry.text))) }
            if !inner.isEmpty { children.append(list(inner)) }
            items.append(.tag("li", [:], children))
        }
        return .tag("ol", [:], items)
    }
}
