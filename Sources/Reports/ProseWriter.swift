import Figures
import Notebooks
import Running
import Sessions

/// Writes a notebook's prose as HTML, with the cells in their places and the quoted values filled in.
struct ProseWriter {
    let notebook: Notebook
    let record: RunRecord
    private let limits: OutputLimits

    /// The headings written so far, for the table of contents.
    private(set) var headings: [ReportHeading] = []
    private var anchors: Set<String> = []
    /// The number that the next heading of the same words gets, by the words.
    private var nextNumbers: [String: Int] = [:]
    /// What the cells before what is being written gave.
    private var values: [String: Value]
    /// Which of them are of a cell that is out of date.
    private var staleNames: Set<String> = []
    /// What stands for what the text cites and refers to.
    let citationWords: CitationWords
    /// The tables with a caption that are written.
    var captionCount = 0
    /// What is written of the footnotes.
    var footnotes: FootnoteWriter

    init(notebook: Notebook, record: RunRecord, limits: OutputLimits) {
        self.limits = limits
        self.notebook = notebook
        self.record = record
        anchors = Set(notebook.cells.map(\.anchor)).union(["content", "values", "circumstances", "provenance"])
        values = record.parameterValues
        footnotes = FootnoteWriter(notebook.footnotes)
        citationWords = CitationWords(
            numbers: ReportNumbers(notebook, record),
            bibliography: Bibliography(record.worksCited.entries, style: notebook.frontMatter.citationStyle))
    }

    mutating func blocks(_ blocks: [MarkdownBlock]) -> [Markup] {
        blocks.flatMap { block($0, isTight: false) }
    }

    private mutating func block(_ block: MarkdownBlock, isTight: Bool) -> [Markup] {
        switch block {
        case .heading(let level, let inlines, let label): return [heading(level, inlines, label: label)]
        case .paragraph(let inlines):
            let content = self.inlines(inlines)
            return isTight ? content : [.tag("p", [:], content)]
        case .blockQuote(let inner): return [.tag("blockquote", [:], blocks(inner))]
        case .callout(let callout): return [self.callout(callout)]
        case .list(let list): return [self.list(list)]
        case .table(let table): return [self.table(table)]
        case .code(let info, let text): return [code(info, text)]
        case .cell(let index):
            add(record.cells[index])
            let writer = CellWriter(
                cell: notebook.cells[index], record: record, values: values, limits: limits,
                numbers: citationWords.numbers.cells[index])
            return [writer.markup]
        case .footnote(let label, let inner): return footnote(label, inner)
        case .rawHTML: return []
        case .thematicBreak: return [.tag("hr")]
        }
    }

    /// What stands below the cell may quote what it gave.
    private mutating func add(_ cell: CellRecord) {
        for value in cell.values {
            values[value.name] = value.value
            if cell.isStale { staleNames.insert(value.name) } else { staleNames.remove(value.name) }
        }
    }

    /// One level down, for the page's own title is its first heading.
    mutating func heading(_ level: Int, _ inlines: [MarkdownInline], label: String? = nil) -> Markup {
        let text = inlines.plainText(written)
        let anchor = label.flatMap { freeID("sec:\($0)") } ?? freeAnchor(for: text)
        let level = min(6, level + 1)
        headings.append(ReportHeading(level: level, text: text, anchor: anchor))
        return .tag("h\(level)", ["id": anchor], self.inlines(inlines))
    }

    /// An id for what has a label of its own; nil where the page has it already, or it is none.
    mutating func freeID(_ label: String) -> String? {
        let isID = !label.contains { $0.isWhitespace }
        return isID && anchors.insert(label).inserted ? label : nil
    }

    private mutating func freeAnchor(for text: String) -> String {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        let base = words.isEmpty ? "section" : words.joined(separator: "-")
        var anchor = base
        var number = nextNumbers[base] ?? 2
        while !anchors.insert(anchor).inserted {
            anchor = "\(base)-\(number)"
            number += 1
        }
        nextNumbers[base] = number
        return anchor
    }

    private mutating func list(_ list: MarkdownList) -> Markup {
        var items: [Markup] = []
        for item in list.items {
            let content = item.flatMap { block($0, isTight: list.isTight) }
            items.append(.tag("li", item.isTask ? ["class": "task"] : [:], content))
        }
        guard let start = list.start else { return .tag("ul", [:], items) }
        return start == 1 ? .tag("ol", [:], items) : .tag("ol", ["start": String(start)], items)
    }

    private func code(_ info: String, _ text: String) -> Markup {
        let language = info.split(whereSeparator: \.isWhitespace).first.map(String.init)
        let pieces = CodeColours.markup(text, language: language ?? "")
        let code: Markup =
            language.map { .tag("code", ["class": "language-\($0)"], pieces) } ?? .tag("code", [:], pieces)
        // A block that scrolls sideways must be reachable from the keyboard.
        return .tag("pre", ["tabindex": "0"], code)
    }

    // MARK: Inlines

    mutating func inlines(_ inlines: [MarkdownInline], isInLink: Bool = false) -> [Markup] {
        var result: [Markup] = []
        for inline in inlines {
            if case .citation(let citation) = inline {
                result += self.citation(citation, isInLink: isInLink)
            } else {
                result.append(markup(inline, isInLink))
            }
        }
        return FormulaWord.joined(result)
    }

    private mutating func markup(_ inline: MarkdownInline, _ isInLink: Bool) -> Markup {
        switch inline {
        case .text(let text): .text(text)
        case .value(let reference): quoted(reference)
        case .code(let text): .tag("code", [:], .text(text))
        case .math(let source, let isDisplay, _): formula(source, isDisplay: isDisplay && !isInLink)
        case .emphasis(let inner): .tag("em", [:], inlines(inner, isInLink: isInLink))
        case .strong(let inner): .tag("strong", [:], inlines(inner, isInLink: isInLink))
        case .strikethrough(let inner): .tag("del", [:], inlines(inner, isInLink: isInLink))
        case .link(let destination, let title, let inner): link(destination, title, inlines(inner, isInLink: true))
        case .image(let source, let title, let inner): image(source, title, inner, isInLink: isInLink)
        case .footnote(let label): footnoteMark(label, isInLink: isInLink)
        case .task(let isDone): task(isDone)
        case .rawHTML, .citation: .raw("")
        case .softBreak: .text("\n")
        case .lineBreak: .tag("br")
        }
    }

    /// A page that loads nothing shows what an image says, and where it is, unless that would be a link in a link.
    private mutating func image(_ source: String, _ title: String, _ inner: [MarkdownInline], isInLink: Bool) -> Markup
    {
        let words = [.text("[image: ")] + inlines(inner.withoutMarks) + [.text("]")]
        return isInLink ? .tag("span", [:], words) : link(source, title, words)
    }

    func link(_ destination: String, _ title: String, _ content: [Markup]) -> Markup {
        guard Self.isSafe(destination) else { return .tag("span", [:], content) }
        var attributes = content.spell(destination) ? [Attribute("class", "bare")] : []
        attributes.append(Attribute("href", Self.percentEncoded(destination)))
        if !title.isEmpty { attributes.append(Attribute("title", title)) }
        return .element("a", attributes, content)
    }

    /// Whether a reader may follow the address: of no scheme, or of one that neither runs nor embeds anything.
    static func isSafe(_ address: String) -> Bool {
        let visible = address.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
        guard let colon = visible.firstIndex(of: ":") else { return true }
        let head = String(String.UnicodeScalarView(visible[..<colon]))
        // https://url.spec.whatwg.org/#scheme-state: what holds another character is no scheme.
        let isScheme = head.first?.isLetter == true && head.allSatisfy { $0.isNamePart && $0 != "_" || $0 == "+" }
        return !isScheme || ["http", "https", "mailto"].contains(head.lowercased())
    }

    /// The address with every byte as `%XX` that no address may hold, as libcmark writes it.
    private static func percentEncoded(_ address: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return address.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isWordPart = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            if isWordPart || "-_.+!*'(),%#@?=;:/&$~".unicodeScalars.contains(scalar) { return String(scalar) }
            return "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }

    private func quoted(_ reference: ValueReference) -> Markup {
        guard let value = values[reference.name] else {
            return .tag("span", ["class": "missing", "title": "\(reference.name) was not produced"], .text("—"))
        }
        guard !staleNames.contains(reference.name) else {
            let title = "\(reference.name), of an earlier run and out of date"
            return .tag(
                "span", ["class": "value stale", "title": title], .text("\(reference.formatted(value)) (out of date)"))
        }
        return .tag("span", ["class": "value", "title": reference.name], .text(reference.formatted(value)))
    }

    private func written(_ reference: ValueReference) -> String {
        values[reference.name].map(reference.formatted) ?? "—"
    }
}

extension Cell {
    /// What links to the cell name. No label and no heading gives one with a `_` in this place.
    var anchor: String { display.label.map { "cell-\($0)" } ?? "cell_\(index + 1)" }
}
