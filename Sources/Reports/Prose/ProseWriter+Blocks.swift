import Figures
import Notebooks

/// What CommonMark itself does not have.
extension ProseWriter {
    /// A table wider than the page scrolls by itself, by keyboard, too.
    mutating func table(_ table: MarkdownTable) -> Markup {
        let number = nextTableNumber(table)
        let label =
            number.map { "Table \($0)" } ?? "Table: " + table.header.map { $0.plainText() }.joined(separator: ", ")
        let caption = table.caption.map { caption in
            [Markup.tag("caption", [:], CellWriter.numbered("Table", number) + inlines(caption))]
        }
        let head = row(table.header, table.alignments, "th", ["scope": "col"])
        var rows: [Markup] = []
        for cells in table.rows { rows.append(row(cells, table.alignments, "td", [:])) }
        let body: [Markup] = rows.isEmpty ? [] : [.tag("tbody", [:], rows)]
        let anchor = table.label.map { "tbl:\($0)" }.flatMap { freeID($0) }
        return .element(
            "div",
            [Attribute("class", "scroll")] + (anchor.map { [Attribute("id", $0)] } ?? []) + [
                Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", label),
            ], [.tag("table", [:], (caption ?? []) + [.tag("thead", [:], head)] + body)])
    }

    /// A table with a caption has a number.
    private mutating func nextTableNumber(_ table: MarkdownTable) -> Int? {
        let numbers = citationWords.numbers.proseTables
        guard table.caption != nil, numbers.indices.contains(captionCount) else { return nil }
        defer { captionCount += 1 }
        return numbers[captionCount]
    }

    private mutating func row(
        _ cells: [[MarkdownInline]], _ alignments: [MarkdownTable.Alignment], _ name: String,
        _ attributes: KeyValuePairs<String, String>
    ) -> Markup {
        var written: [Markup] = []
        for (cell, alignment) in zip(cells, alignments) {
            let sides: [Attribute] = alignment.name.map { [Attribute("class", $0)] } ?? []
            let own = attributes.map { Attribute($0.key, $0.value) }
            written.append(.element(name, own + sides, inlines(cell)))
        }
        return .tag("tr", [:], written)
    }

    /// A formula as MathML; a display with a label has a number.
    mutating func formula(_ source: String, isDisplay: Bool) -> Markup {
        // What is wrong with it is said by `check`; the page shows the rest.
        var problems: [MathProblem] = []
        let expression = MathExpression(parsing: source, isDisplay: isDisplay, reporting: &problems)
        guard isDisplay, let label = expression.label.map(NotebookPart.equation.label),
            let number = notebook.equations[label]
        else { return MathWriter.markup(expression, isDisplay: isDisplay, number: nil) }
        // A label is an id where it can be one.
        return MathWriter.markup(expression, isDisplay: true, number: number, anchor: freeID("eq:\(label)"))
    }

    mutating func callout(_ callout: MarkdownCallout) -> Markup {
        let name = callout.kind.rawValue
        let title = callout.title.isEmpty ? [.text(name.capitalised)] : inlines(callout.title)
        return .tag(
            "div", ["class": "callout callout-\(name)", "role": "note"],
            [.tag("p", ["class": "title"], title)] + blocks(callout.blocks))
    }

    /// A box that nobody can tick: a sign, and its name for those who hear the page.
    func task(_ isDone: Bool) -> Markup {
        .tag(
            "span", ["class": "box", "role": "img", "aria-label": isDone ? "done:" : "to do:"],
            .text(isDone ? "☑" : "☐"))
    }
}

extension [Markup] {
    /// Whether a link's words are its address, which print need not add then; the scheme may be missing.
    func spell(_ address: String) -> Bool {
        guard count == 1, case .text(let words)? = first else { return false }
        return ["", "http://", "https://", "mailto:"].contains { $0 + words == address }
    }
}

extension MarkdownTable.Alignment {
    fileprivate var name: String? {
        switch self {
        case .left: nil
        case .centre: "centre"
        case .right: "right"
        }
    }
}

extension [MarkdownBlock] {
    /// Whether an item of a list begins with a box.
    var isTask: Bool {
        guard case .paragraph(let inlines)? = first, case .task? = inlines.first else { return false }
        return true
    }
}
