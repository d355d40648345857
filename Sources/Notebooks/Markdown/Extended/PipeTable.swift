/// A pipe table in a notebook's source: which lines it takes, and where its cells stand.
///
/// Source: https://github.github.com/gfm/#tables-extension-
struct PipeTable {
    /// A cell's text between its pipes, in bytes of its line from 0.
    struct Cell {
        var line: Int
        var range: Range<Int>
    }

    var alignments: [MarkdownTable.Alignment]
    /// The header's row first; each has as many cells as the table has columns, or fewer.
    var rows: [[Cell]]

    /// The alignment of each column, where the line is a row of dashes; at least one pipe tells it from an underline.
    static func alignments(ofDelimiters text: ArraySlice<UInt8>) -> [MarkdownTable.Alignment]? {
        guard text.contains(UInt8(ascii: "|")), text.allSatisfy({ "|-: \t".utf8.contains($0) }) else { return nil }
        var alignments: [MarkdownTable.Alignment] = []
        for range in cells(of: text, labels: []) {
            let cell = text[range]
            let dashes = cell.drop { $0 == UInt8(ascii: ":") }.prefix { $0 == UInt8(ascii: "-") }
            let isLeft = cell.first == UInt8(ascii: ":")
            let isRight = cell.last == UInt8(ascii: ":")
            guard !dashes.isEmpty, cell.count == dashes.count + (isLeft ? 1 : 0) + (isRight ? 1 : 0) else { return nil }
            alignments.append(isLeft && isRight ? .centre : isRight ? .right : .left)
        }
        return alignments
    }

    /// The cells of a row, without the space around them. A pipe in a formula or in a quoted value divides nothing.
    static func cells(of text: ArraySlice<UInt8>, labels: Set<String>) -> [Range<Int>] {
        let text = text.trimmed
        guard !text.isEmpty else { return [] }
        let spans = SpanScanner.spans(of: Array(text), labels: labels).filter { $0.isWhole }
        var pipes: [Int] = []
        var next = spans.startIndex
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "|") {
            while next < spans.endIndex, spans[next].range.upperBound <= offset { next += 1 }
            let isInside = next < spans.endIndex && spans[next].range.contains(offset)
            if !isInside, !text.isEscaped(text.startIndex + offset) { pipes.append(text.startIndex + offset) }
        }
        var starts = pipes.map { $0 + 1 }
        var ends = pipes
        if pipes.first == text.startIndex { ends.removeFirst() } else { starts.insert(text.startIndex, at: 0) }
        if pipes.last == text.endIndex - 1 { starts.removeLast() } else { ends.append(text.endIndex) }
        return zip(starts, ends).map { start, end in
            let cell = text[start..<max(start, end)].trimmed
            return cell.startIndex..<cell.endIndex
        }
    }
}

extension ProseSpan {
    /// Whether no pipe inside divides cells.
    fileprivate var isWhole: Bool {
        switch kind {
        case .formula, .value: true
        case .opaque, .footnote, .citation, .address, .escapedTilde: false
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without white space at its ends.
    var trimmed: ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !$0.isSpace }), let last = lastIndex(where: { !$0.isSpace }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }

    /// Whether a backslash stands before a place, and is not escaped itself.
    func isEscaped(_ index: Int) -> Bool {
        !self[startIndex..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
    }
}
