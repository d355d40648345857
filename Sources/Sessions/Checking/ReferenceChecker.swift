import Notebooks

/// Finds what a notebook's text refers to and is not there.
struct ReferenceChecker {
    let notebook: Notebook
    /// The commands of each cell, by the cell's index.
    let commands: [[PreparedCommand]]
    let works: [String: BibliographyEntry]
    /// Whether what is missing may stand in a file that could not be read.
    let isIncomplete: Bool
    private(set) var problems: [Diagnostic] = []

    init(_ notebook: Notebook, _ commands: [[PreparedCommand]], _ bibliography: BibliographyReader) {
        self.notebook = notebook
        self.commands = commands
        works = bibliography.entries
        isIncomplete =
            !bibliography.problems.isEmpty || bibliography.findings.contains { $0.diagnostic.severity == .error }
        for item in notebook.citations.flatMap(\.citation.items) {
            switch item.target {
            case .work(let key): check(work: key, item)
            case .part(let part, let label): check(part, label, item)
            }
        }
    }

    private mutating func report(_ item: Citation.Item, _ problem: String, _ remedy: String) {
        problems.append(Diagnostic(.unknownReference, at: item.place, problem, remedy: remedy))
    }

    private mutating func check(work key: String, _ item: Citation.Item) {
        guard works[key] == nil, !isIncomplete else { return }
        if notebook.frontMatter.bibliography.isEmpty {
            report(
                item, "`\(item)` cites a work, and the notebook names no bibliography",
                "write `bibliography: references.bib` in the front matter, or `\\\(item)` where no work is meant")
        } else {
            report(
                item, "the bibliography has no work `\(key)`",
                Spelling.remedy(
                    for: key, among: works.keys.sorted(),
                    otherwise: "add it to the file, or write `\\\(item)` where no work is meant"))
        }
    }

    private mutating func check(_ part: NotebookPart, _ label: String, _ item: Citation.Item) {
        let own = notebook.labels[part] ?? []
        if own.contains(label) { return }
        guard part == .figure || part == .table else {
            let example =
                part == .section ? "write `{#sec:\(label)}` behind a heading" : "write `\\label{\(label)}` in it"
            report(
                item, "there is no \(part.name) `\(label)`",
                Spelling.remedy(for: label, among: own.sorted(), otherwise: example))
            return
        }
        let showing = notebook.cells.filter { shows(part, $0) }.compactMap(\.display.label)
        if let cell = notebook.cell(showing: label) {
            guard !shows(part, cell) else { return }
            guard cell.display.include else {
                report(item, "cell `\(cell.name)` is hidden", "remove its `include: false`, or refer to another")
                return
            }
            report(
                item, "cell `\(cell.name)` shows no \(part.name)",
                showing.isEmpty
                    ? "no cell that has a label shows one"
                    : "cells that do are \(showing.map { "`\($0)`" }.joined(separator: ", "))")
        } else {
            report(
                item, "there is no \(part.name) `\(label)`",
                Spelling.remedy(
                    for: label, among: own.sorted() + showing,
                    otherwise: "give the cell that shows it the label: `#| label: \(label)`"))
        }
    }

    private func shows(_ part: NotebookPart, _ cell: Cell) -> Bool {
        cell.display.include && commands[cell.index].contains { $0.command.shows.contains(part) }
    }
}
