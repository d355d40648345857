import Figures
import Notebooks
package import Running
import Sessions

/// A run as a page of GitHub-flavoured Markdown, with its figures as files.
///
/// Prose stays as it was written, so that whatever GitHub knows of Markdown is shown, with the values filled in.
package struct MarkdownExport {
    package struct FigureFile: Sendable {
        package var name: String
        package var text: String
    }

    package private(set) var text = ""
    /// The figures, for the folder that the page refers to.
    package private(set) var figures: [FigureFile] = []

    private let record: RunRecord
    private let notebook: Notebook
    private let folder: String
    private var values: [String: Value]
    private var staleNames: Set<String> = []
    private var lines: [String] = []
    private let numbers: ReportNumbers
    private let citationWords: CitationWords
    /// What is written otherwise than it stands in the notebook, by line, from left to right.
    private let quotations: [Int: [Quotation]]

    /// - Parameter folder: the address of the folder of the figures, as seen from the page.
    package init(_ record: RunRecord, figuresIn folder: String) {
        let record = record.settled
        self.record = record
        self.folder = folder
        notebook = Notebook(parsing: record.notebook)
        values = record.parameterValues
        numbers = ReportNumbers(notebook, record)
        citationWords = CitationWords(
            numbers: numbers,
            bibliography: Bibliography(record.worksCited.entries, style: notebook.frontMatter.citationStyle))
        quotations = Quotation.byLine(of: notebook)
        let first = writeHead()
        writeBody(from: first)
        writeReferences()
        lines += MarkdownProvenance(record: record, notebook: notebook).lines
        text = lines.joined(separator: "\n") + "\n"
    }

    /// A file's name as an address in Markdown holds it.
    package static func address(ofFile name: String) -> String {
        name.percentEncoded { byte in
            let isWordPart = byte >= 0x80 ? false : Character(Unicode.Scalar(byte)).isNamePart
            return !isWordPart
        }
    }

    // MARK: The head

    /// Writes the title and how the run ended; gives the first line of the body, counted from 0.
    private mutating func writeHead() -> Int {
        let source = record.notebook
        var first = source.frontMatterLineCount
        let front = notebook.frontMatter
        var head: [String] = []
        if let title = front.title {
            head.append("# \(MarkdownText.escaped(title))")
        } else if let line = source.lines.dropFirst(first).firstIndex(where: { !$0.trimmed.isEmpty }),
            case .heading(level: 1, _, _)? = notebook.blocks.first, source.lines[line].hasPrefix("#")
        {
            head.append(filledLine(line))
            first = line + 1
        }
        if let description = front.description { head.append(MarkdownText.escaped(description)) }
        let authors = [front.authors.joined(separator: ", "), front.date ?? ""].filter { !$0.isEmpty }
        if !authors.isEmpty { head.append("*\(MarkdownText.escaped(authors.joined(separator: " · ")))*") }
        let header = ReportHeader(record: record, notebook: notebook)
        let parts = [header.staleness, header.expectations, "seed \(record.provenance.seed)"].filter { !$0.isEmpty }
        head.append(
            "**\(MarkdownText.escaped(header.outcomeText))** · " + parts.joined(separator: " · "))
        lines = Array(head.map { [$0, ""] }.joined())
        return source.lines[first...].firstIndex { !$0.trimmed.isEmpty } ?? source.lines.count
    }

    // MARK: The body

    private mutating func writeBody(from first: Int) {
        let source = record.notebook
        var next = first
        for cell in notebook.cells {
            let start = cell.place.line - 1
            // Two cells of a damaged text may seem to stand on one line.
            guard start >= next, start < source.lines.count else {
                add(cell)
                continue
            }
            lines += (next..<start).map(filledLine)
            let fenced = ContainedFence(source.lines[start...], column: cell.place.column)
            add(cell)
            next = start + fenced.lineCount
            write(cell, fenced, before: next < source.lines.count ? source.lines[next] : "")
        }
        lines += (next..<max(next, source.lines.count)).map(filledLine)
        endWithEmptyLine()
    }

    /// What stands below the cell may quote what it gave.
    private mutating func add(_ cell: Cell) {
        for value in record.cells[cell.index].values {
            values[value.name] = value.value
            if record.cells[cell.index].isStale { staleNames.insert(value.name) } else { staleNames.remove(value.name) }
        }
    }

    private mutating func write(_ cell: Cell, _ fenced: ContainedFence, before next: Substring) {
        // What failed is shown whatever the author wished to hide.
        let isFine = record.cells[cell.index].outcome == .succeeded
        guard cell.display.include || !isFine else { return }
        let outputs = MarkdownOutputs(
            cell: cell, record: record, values: values, folder: folder, numbers: numbers.cells[cell.index])
        figures += outputs.figures
        let code = MarkdownText.block(cell.source, info: "halt")
        var blocks = cell.display.echo || !isFine ? [code] : []
        if cell.display.fold && isFine && !blocks.isEmpty {
            blocks = [["<details><summary>Commands</summary>"], code, ["</details>"]]
        }
        blocks += outputs.blocks
        for (index, block) in blocks.enumerated() {
            for (number, line) in block.enumerated() {
                let margin = index == 0 && number == 0 ? fenced.firstMargin : fenced.margin
                lines.append((margin + line).withoutBlankEnd)
            }
            let isLast = index == blocks.count - 1
            if !isLast || !next.allSatisfy({ $0 == ">" || $0.isWhitespace }) {
                lines.append(fenced.margin.withoutBlankEnd)
            }
        }
    }

    private mutating func endWithEmptyLine() {
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        lines.append("")
    }

    /// The works that the text cites. A notebook that ends with a heading has named the list by it.
    private mutating func writeReferences() {
        let bibliography = citationWords.bibliography
        guard !bibliography.references.isEmpty else { return }
        if case .heading? = notebook.blocks.last {} else { lines += ["## References", ""] }
        for (index, reference) in bibliography.references.enumerated() {
            let tail = reference.tail.isEmpty ? "" : " " + MarkdownText.escaped(reference.tail)
            lines.append(
                (bibliography.style == .numeric ? "\(index + 1). " : "- ") + MarkdownText.escaped(reference.head)
                    + "*\(MarkdownText.escaped(reference.title))*" + MarkdownText.escaped(reference.ending) + tail
                    + (reference.address.map { " <\($0)>" } ?? ""))
        }
        lines.append("")
    }

    // MARK: Values and citations

    /// A line of prose with its values, and with the words of what it cites.
    private func filledLine(_ index: Int) -> String {
        let line = record.notebook.lines[index]
        guard let quotations = quotations[index + 1] else { return String(line) }
        let characters = Array(line)
        var result = ""
        var next = 0
        for quotation in quotations {
            guard let range = quotation.range(in: characters), range.lowerBound >= next else { continue }
            result += String(characters[next..<range.lowerBound])
            let text = written(quotation)
            result += text
            next = range.upperBound
            // `5.` at the beginning of a line would begin a list.
            let isFirst = result.dropLast(text.count).allSatisfy { $0.isWhitespace || $0 == ">" }
            if isFirst, text.allSatisfy(\.isNumber), next < characters.count, ".)".contains(characters[next]) {
                result += "\\"
            }
        }
        return result + String(characters[next...])
    }

    private func written(_ quotation: Quotation) -> String {
        switch quotation {
        case .value(let reference): written(reference)
        case .label: ""
        case .citation(let citation, _):
            citationWords.pieces(of: citation).map { piece in
                switch piece {
                case .text(let text), .link(let text, _, _): MarkdownText.escaped(text)
                case .missing(let name): "(\(MarkdownText.escaped(name)))"
                }
            }.joined()
        }
    }

    private func written(_ reference: ValueReference) -> String {
        guard let value = values[reference.name] else { return "—" }
        let text = MarkdownText.escaped(reference.formatted(value))
        return staleNames.contains(reference.name) ? "\(text) (out of date)" : text
    }
}

extension String {
    fileprivate var withoutBlankEnd: String {
        guard let last = lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(self[...last])
    }
}
