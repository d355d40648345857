/// Turns a notebook's text into values, and collects what is wrong with it.
struct NotebookParser {
    private let source: NotebookSource
    private let lines: [Substring]
    private var cells: [Cell] = []
    private var references: [Notebook.ProseReference] = []
    private var diagnostics: [Diagnostic] = []
    private var labels: [String: SourcePlace] = [:]

    init(_ source: NotebookSource) {
        self.source = source
        lines = source.lines
    }

    mutating func parse() -> Notebook {
        let head = FrontMatterParser(source)
        diagnostics += head.diagnostics
        let blocks = parseMarkdown(skipping: head.lineCount)
        diagnostics.sort { $0.place < $1.place }
        return Notebook(
            source: source, frontMatter: head.frontMatter, blocks: blocks, cells: cells, proseReferences: references,
            diagnostics: diagnostics)
    }

    private mutating func parseMarkdown(skipping count: Int) -> [MarkdownBlock] {
        // Blank lines in place of the front matter keep the line numbers.
        let body = String(repeating: "\n", count: count) + lines.dropFirst(count).joined(separator: "\n")
        return CommonMarkTree(parsing: body).blocks(for: &self)
    }
}

extension NotebookParser: CommonMarkReader {
    /// Splits plain text at the values that it quotes.
    mutating func inlines(of text: String, at place: SourcePlace) -> [MarkdownInline] {
        guard text.firstRange(of: "{{") != nil else { return [.text(text)] }
        do throws(Diagnostic) {
            let template = try Template(parsing: text, at: exactPlace(of: text, near: place))
            return template.pieces.map { piece in
                switch piece {
                case .text(let text): return .text(text)
                case .value(let reference):
                    references.append(.init(reference: reference, precedingCells: cells.count))
                    return .value(reference)
                }
            }
        } catch {
            diagnostics.append(error)
            return [.text(text)]
        }
    }

    /// libcmark's columns count bytes, and do not know of escapes before the text: the place of `{{` in the line is sure.
    private func exactPlace(of text: String, near place: SourcePlace) -> SourcePlace {
        guard lines.indices.contains(place.line - 1) else { return place }
        let line = lines[place.line - 1]
        if let range = line.firstRange(of: text) {
            return SourcePlace(line: place.line, column: line.distance(from: line.startIndex, to: range.lowerBound) + 1)
        }
        return place
    }

    mutating func cell(for fence: CommonMarkTree.Fence) -> Int? {
        let words = fence.info.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return nil }
        let name = first.trimming("{}")
        let place = exactPlace(of: String(first), near: fence.place)
        if name != "halt" {
            if name.lowercased() == "halt" {
                report(.fenceInfo, at: place, "`\(first)` is not a cell", "write `halt`")
            }
            return nil
        }
        if words.count > 1 || !(first == "halt" || first == "{halt}") {
            let remedy = "write ```halt alone, and display options in `#|` lines"
            report(.fenceInfo, at: place, "`\(fence.info)` is not how a cell begins", remedy)
        }
        checkClosed(fence)
        let content = contentLines(of: fence)
        let displayLines = content.prefix { $0.text.trimmed.hasPrefix("#|") }
        let display = DisplayOptionsParser(displayLines.map(Self.afterMark))
        let commands = CommandParser(content.dropFirst(displayLines.count))
        diagnostics += display.diagnostics + commands.diagnostics
        checkLabel(display)
        cells.append(
            Cell(
                index: cells.count, place: placeOfFence(fence), display: display.options, commands: commands.commands,
                source: content.dropFirst(displayLines.count).map { String($0.text) }.joined(separator: "\n")))
        return cells.count - 1
    }

    private mutating func report(_ code: DiagnosticCode, at place: SourcePlace, _ problem: String, _ remedy: String) {
        diagnostics.append(Diagnostic(code, at: place, problem, remedy: remedy))
    }

    private func placeOfFence(_ fence: CommonMarkTree.Fence) -> SourcePlace {
        let line = lines[fence.place.line - 1]
        let mark = line.firstRange(of: "```") ?? line.firstRange(of: "~~~")
        guard let mark else { return fence.place }
        return SourcePlace(
            line: fence.place.line, column: line.distance(from: line.startIndex, to: mark.lowerBound) + 1)
    }

    /// A fence that is never closed takes the rest of its container as its content.
    private mutating func checkClosed(_ fence: CommonMarkTree.Fence) {
        let last = lines[min(fence.lastLine, lines.count) - 1].trimmed
        let mark = last.last == "~" ? "~~~" : "```"
        if fence.lastLine == fence.place.line || !last.hasSuffix(mark) {
            report(.unclosedFence, at: placeOfFence(fence), "the cell is not closed", "write ``` on a line of its own after it")
        }
    }

    /// The content's lines with their places in the source, also where a list or a block quote indents them.
    private func contentLines(of fence: CommonMarkTree.Fence) -> [CommandParser.Line] {
        var content = fence.text.split(separator: "\n", omittingEmptySubsequences: false)
        if content.last?.isEmpty == true { content.removeLast() }
        return content.enumerated().map { offset, text in
            let number = fence.place.line + 1 + offset
            let line = lines.indices.contains(number - 1) ? lines[number - 1] : ""
            let column = line.hasSuffix(text) ? line.count - text.count + 1 : 1
            return CommandParser.Line(text: text, place: SourcePlace(line: number, column: column))
        }
    }

    private static func afterMark(_ line: CommandParser.Line) -> CommandParser.Line {
        guard let mark = line.text.firstRange(of: "#|") else { return line }
        let rest = line.text[mark.upperBound...]
        let text = rest.first == " " ? rest.dropFirst() : rest
        return CommandParser.Line(
            text: text,
            place: SourcePlace(line: line.place.line, column: line.place.column + line.text.count - text.count))
    }

    private mutating func checkLabel(_ display: DisplayOptionsParser) {
        guard let label = display.options.label, let place = display.labelPlace else { return }
        if let first = labels[label] {
            report(
                .duplicateLabel, at: place, "label `\(label)` stands on line \(first.line) already", "choose another")
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
