/// The lines of a paragraph, taken apart into text, tables, and formulas that stand by themselves.
struct ProseBlock {
    enum Part {
        case text(ClosedRange<Int>)
        case formula(ClosedRange<Int>, source: String)
        case table(PipeTable, ClosedRange<Int>)
    }

    private let leaf: CommonMarkTree.Leaf
    private let lines: [[UInt8]]
    /// The length of the mark that a footnote's first line begins with.
    private let markLength: Int
    /// The next line to be looked at, counted from 1.
    private var line: Int

    init(leaf: CommonMarkTree.Leaf, lines: [[UInt8]], isFootnote: Bool) {
        self.leaf = leaf
        markLength = isFootnote ? 2 : 0
        self.lines = lines
        line = leaf.lines.lowerBound
    }

    /// The last line that was looked at.
    var end: Int { line - 1 }

    /// Leaves out the lines that an earlier block took.
    mutating func skip(through line: Int) {
        self.line = max(self.line, line + 1)
    }

    /// Where a line's text begins, past what stands before the paragraph.
    func prefix(of line: Int) -> Int {
        line == leaf.lines.lowerBound ? min(leaf.byte + markLength, lines[line - 1].count) : lines[line - 1].margin
    }

    private func content(of line: Int) -> ArraySlice<UInt8> { lines[line - 1][prefix(of: line)...] }

    /// What comes next, until the paragraph has no more lines.
    mutating func next(labels: Set<String>) -> Part? {
        let start = line
        let last = min(leaf.lines.upperBound, lines.count)
        while line <= last {
            // What stands in for a part could not begin behind the mark.
            let isMarked = markLength > 0 && line == leaf.lines.lowerBound
            guard !isMarked, let part = formula(at: line) ?? table(at: line, last, labels) else {
                line += 1
                continue
            }
            // The text before it comes first, and then it is found again.
            if line > start { return .text(start...(line - 1)) }
            switch part {
            case .text(let range), .formula(let range, _), .table(_, let range): line = range.upperBound + 1
            }
            return part
        }
        return line > start ? .text(start...(line - 1)) : nil
    }

    // MARK: Formulas

    /// `$$`, lines of TeX, and `$$` at a line's end, with no empty line in between.
    private func formula(at first: Int) -> Part? {
        guard content(of: first).starts(with: "$$".utf8) else { return nil }
        var source = content(of: first).dropFirst(2)
        var parts: [ArraySlice<UInt8>] = []
        var line = first
        while true {
            if let end = doubleDollar(in: source) {
                parts.append(source[..<end])
                let isAlone = source[(end + 2)...].trimmed.isEmpty && parts.contains { !$0.trimmed.isEmpty }
                let text = String(decoding: Array(parts.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
                return isAlone ? .formula(first...line, source: text) : nil
            }
            parts.append(source)
            line += 1
            guard line <= lines.count, isBeside(line, first), !lines[line - 1][lines[line - 1].margin...].isEmpty else {
                return nil
            }
            source = lines[line - 1][min(leaf.byte, lines[line - 1].margin)...]
        }
    }

    private func doubleDollar(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.dropLast().first {
            text[$0] == UInt8(ascii: "$") && text[$0 + 1] == UInt8(ascii: "$") && !text.isEscaped($0)
        }
    }

    // MARK: Tables

    private func table(at header: Int, _ last: Int, _ labels: Set<String>) -> Part? {
        guard header < last, isBeside(header + 1, header), prefix(of: header) <= leaf.byte + 3,
            let alignments = PipeTable.alignments(ofDelimiters: content(of: header + 1))
        else { return nil }
        let head = cells(of: header, labels)
        guard head.count == alignments.count, !head.isEmpty else { return nil }
        var rows = [head]
        var line = header + 2
        while line <= last, isBeside(line, header), !isUnderline(line, last) {
            rows.append(cells(of: line, labels))
            line += 1
        }
        return .table(PipeTable(alignments: alignments, rows: rows), header...(line - 1))
    }

    private func cells(of line: Int, _ labels: Set<String>) -> [PipeTable.Cell] {
        PipeTable.cells(of: content(of: line), labels: labels).map { PipeTable.Cell(line: line, range: $0) }
    }

    /// Whether libcmark takes the line for what makes those before it a heading.
    private func isUnderline(_ line: Int, _ last: Int) -> Bool {
        line == last && leaf.isHeading && content(of: line).allSatisfy { "=- \t".utf8.contains($0) }
    }

    /// Whether a line stands in the same containers as an earlier one.
    private func isBeside(_ line: Int, _ first: Int) -> Bool {
        let margin = lines[line - 1][..<lines[line - 1].margin]
        let other = lines[first - 1][..<prefix(of: first)]
        let sign = UInt8(ascii: ">")
        return margin.count { $0 == sign } == other.count { $0 == sign }
            && (!leaf.isInList || margin.count >= leaf.byte)
    }
}
