/// Turns a notebook's text into values, and collects what is wrong with it.
struct NotebookParser {
    private let source: NotebookSource
    private var finder: PlaceFinder
    private var cells: [Cell] = []
    private var references: [Notebook.ProseReference] = []
    private var diagnostics: [Diagnostic] = []
    private var labels: [String: SourcePlace] = [:]
    private var parts = PartRegister()
    private var labelMarks: [Notebook.LabelMark] = []
    private var citations: [Notebook.PlacedCitation] = []
    private var hasBibliography = false
    private var footnotes = FootnoteRegister()

    init(_ source: NotebookSource) {
        self.source = source
        finder = PlaceFinder(source.lines)
    }

    mutating func parse() -> Notebook {
        let head = FrontMatterParser(source)
        diagnostics += head.diagnostics
        hasBibliography = !head.frontMatter.bibliography.isEmpty
        // Blank lines in place of the front matter keep the line numbers.
        let body =
            String(repeating: "\n", count: head.lineCount)
            + source.lines.dropFirst(head.lineCount).joined(separator: "\n")
        let blocks =
            switch head.frontMatter.markdown {
            case .extended: CommonMarkTree(parsing: ExtendedSource(body)).blocks(for: &self)
            case .commonMark: CommonMarkTree(parsing: body).blocks(for: &self)
            }
        footnotes.check()
        diagnostics += footnotes.diagnostics + parts.diagnostics
        diagnostics.sort { $0.place < $1.place }
        return Notebook(
            source: source, frontMatter: head.frontMatter, blocks: blocks, cells: cells, proseReferences: references,
            footnotes: footnotes.order, citations: citations, labels: parts.labels, labelMarks: labelMarks,
            equations: parts.equations,
            diagnostics: diagnostics)
    }
}

extension NotebookParser: CommonMarkReader {
    /// Splits plain text at the values that it quotes.
    mutating func inlines(of text: String, at position: CommonMarkTree.Position) -> [MarkdownInline] {
        guard text[...].firstRange(of: "{{") != nil else { return [.text(text)] }
        let margin = position.isAfterMargin ? finder.margin(ofLine: position.line) : 0
        let template = Template(parsing: text, reporting: &diagnostics) { written, _ in
            let before = text.utf8.distance(from: text.startIndex, to: written.startIndex)
            let found = finder.find(written, line: position.line, byte: position.byte + margin + before)
            return found.isEscaped ? nil : found.place
        }
        references += template.references.map { .init(reference: $0, precedingCells: cells.count) }
        return template.pieces.map { piece in
            switch piece {
            case .text(let text): .text(text)
            case .value(let reference): .value(reference)
            }
        }
    }

    mutating func formula(
        _ source: String, isDisplay: Bool, at position: CommonMarkTree.Position
    ) -> MarkdownInline {
        let dollars = isDisplay ? "$$" : "$"
        let place = place(of: dollars + source + dollars, at: position)
        var problems: [MathProblem] = []
        let expression = MathExpression(parsing: source, isDisplay: isDisplay, reporting: &problems)
        if let label = expression.label { parts.define(equation: label, tag: expression.tag, at: place) }
        for problem in problems {
            report(
                .formula, at: self.place(problem.offset, in: source, from: place.after(dollars.count)), problem.problem,
                problem.remedy)
        }
        return .math(source: source, isDisplay: isDisplay, place: place)
    }

    /// The place of a character of what is written from a place on, on one line or more.
    private mutating func place(_ offset: Int, in written: String, from start: SourcePlace) -> SourcePlace {
        let before = written.prefix(offset)
        let line = before.count { $0 == "\n" }
        guard line > 0 else { return finder.inside(start.after(offset)) }
        let number = min(start.line + line, source.lines.count)
        let text = source.lines[number - 1]
        let begin = before.lastIndex(of: "\n").map { written.index(after: $0) } ?? written.startIndex
        let rest = written[begin...].prefix { $0 != "\n" }
        let margin = text.firstRange(of: String(rest)).map { text[..<$0.lowerBound].count } ?? 0
        return finder.inside(SourcePlace(line: number, column: margin + written[begin..<before.endIndex].count + 1))
    }

    mutating func citation(_ source: String, at position: CommonMarkTree.Position) -> MarkdownInline {
        let start = place(of: source, at: position)
        let citation = Citation(scanned: source) { byte in
            let index = source.utf8.index(source.startIndex, offsetBy: byte)
            return place(source[..<index].count, in: source, from: start)
        }
        // Without a bibliography, `@name` in a sentence is whom it names.
        let works = citation.items.filter { if case .work = $0.target { true } else { false } }
        if !citation.isBracketed, !hasBibliography, !works.isEmpty { return .text(source) }
        citations.append(Notebook.PlacedCitation(citation: citation, place: start))
        return .citation(citation)
    }

    mutating func define(_ label: ProseLabel, of part: NotebookPart, at position: CommonMarkTree.Position) {
        let place = place(of: label.written, at: position)
        labelMarks.append(Notebook.LabelMark(written: label.written, place: place))
        parts.define(label.name, of: part, at: place)
    }

    mutating func footnoteMark(_ label: String, at position: CommonMarkTree.Position) -> MarkdownInline {
        footnotes.use(label.lowercased(), at: place(of: "[^\(label)]", at: position))
        return .footnote(label: label.lowercased())
    }

    /// The place of what is written so, on one line or more.
    private mutating func place(of written: String, at position: CommonMarkTree.Position) -> SourcePlace {
        let margin = position.isAfterMargin ? finder.margin(ofLine: position.line) : 0
        let firstLine = written.prefix { $0 != "\n" }
        return finder.find(firstLine, line: position.line, byte: position.byte + margin).place
    }

    mutating func calloutKind(_ name: String, at position: CommonMarkTree.Position) -> MarkdownCallout.Kind? {
        if let kind = MarkdownCallout.Kind(rawValue: name.lowercased()) { return kind }
        let names = MarkdownCallout.Kind.allCases.map { $0.rawValue.uppercased() }
        diagnostics.append(
            Diagnostic(
                .unclearProse, .warning, at: finder.place(line: position.line, byte: position.byte),
                "`[!\(name)]` is no callout",
                remedy: Spelling.remedy(
                    for: name, among: names, otherwise: "there are \(names.joined(separator: ", "))")))
        return nil
    }

    mutating func beginFootnote(_ label: String, at position: CommonMarkTree.Position) -> Bool {
        footnotes.begin(label, at: finder.place(line: position.line, byte: position.byte))
    }

    mutating func endFootnote() {
        footnotes.end()
    }

    mutating func cell(for fence: CommonMarkTree.Fence) -> Int? {
        guard let first = fence.info.split(whereSeparator: \.isWhitespace).first else { return nil }
        // `{.halt}` and `{halt, …}` are how other notebooks mark their cells.
        let name = first.trimming("{}.,")
        guard name.lowercased() == "halt" else { return nil }
        let place = finder.place(line: fence.position.line, byte: fence.position.byte)
        guard name == "halt" else {
            report(.fenceInfo, at: place, "`\(first)` is not how a cell begins", "write ```halt in small letters")
            return nil
        }
        if fence.info != "halt", fence.info != "{halt}" {
            report(
                .fenceInfo, at: place, "`\(fence.info)` is not how a cell begins",
                "write ```halt alone, and display options in `#|` lines below it")
        }
        if !fence.isClosed {
            report(
                .unclosedFence, at: place, "the cell is not closed",
                "write ``` on a line of its own after it, indented or quoted as its first line is")
        }
        cells.append(cell(of: fence, at: place))
        return cells.count - 1
    }

    private mutating func cell(of fence: CommonMarkTree.Fence, at place: SourcePlace) -> Cell {
        var texts = fence.text.split(separator: "\n", omittingEmptySubsequences: false)
        if texts.last?.isEmpty == true { texts.removeLast() }
        let lines = texts.enumerated().map { line($1, number: fence.position.line + 1 + $0) }
        let displayCount = lines.prefix { $0.text.trimmed.hasPrefix("#|") }.count
        let display = DisplayOptionsParser(lines[..<displayCount].map(Self.afterMark))
        let commands = CommandParser(lines[displayCount...])
        diagnostics += display.diagnostics + commands.diagnostics
        checkLabel(display)
        return Cell(
            index: cells.count, place: place, display: display.options, commands: commands.commands,
            source: texts[displayCount...].joined(separator: "\n"))
    }

    private mutating func report(_ code: DiagnosticCode, at place: SourcePlace, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(code, at: place, problem, remedy: remedy))
    }

    /// A line of a cell with its place in the source, also where a list or a block quote indents it.
    private mutating func line(_ text: Substring, number: Int) -> SourceLine {
        guard source.lines.indices.contains(number - 1) else {
            return SourceLine(text: text, place: SourcePlace(line: source.lines.count, column: 1))
        }
        let line = source.lines[number - 1].utf8
        // A tab that only partly indents becomes spaces, of which the source has none.
        let text = line.reversed().starts(with: text.utf8.reversed()) ? text : text.drop { $0 == " " }
        return SourceLine(text: text, place: finder.place(line: number, byte: line.count - text.utf8.count))
    }

    private static func afterMark(_ line: SourceLine) -> SourceLine {
        guard let mark = line.text.firstRange(of: "#|") else { return line }
        let rest = line.text[mark.upperBound...]
        let text = rest.first == " " ? rest.dropFirst() : rest
        return SourceLine(
            text: text,
            place: SourcePlace(line: line.place.line, column: line.place.column + line.text.count - text.count))
    }

    private mutating func checkLabel(_ display: DisplayOptionsParser) {
        guard let label = display.options.label, let place = display.labelPlace else { return }
        if let first = labels[label] {
            report(
                .duplicateLabel, at: place, "label `\(label)` stands on line \(first.line) already",
                "choose another label")
        } else {
            labels[label] = place
        }
    }
}

extension Substring {
    /// The text without the given characters at its ends.
    fileprivate func trimming(_ characters: String) -> Substring {
        var text = self
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
