/// A notebook's prose as libcmark is given it, so that what the extensions read comes through.
///
/// Formulas and footnotes' marks in a paragraph are written with `ProseMark`s. A table, and a formula that is a paragraph
/// of its own, becomes a comment of as many lines; the table's cells become paragraphs before everything else, so that links
/// in them find their definitions. A footnote becomes an item of a list, which holds blocks as it does. So libcmark's tree
/// has a place for each of them, known by its line.
struct ExtendedSource {
    /// A formula that is a paragraph of its own.
    struct Formula {
        /// What stands between the dollars.
        var source: String
        var byte: Int
    }

    /// Where a cell's text begins in the notebook.
    private struct CellOrigin {
        var line: Int
        var byte: Int
        var insertions: [Int]
    }

    /// By the line of their first row, or of their opening dollars.
    private(set) var tables: [Int: TableOfCells] = [:]
    private(set) var formulas: [Int: Formula] = [:]
    /// The labels of footnotes, by the line on which they are defined.
    private(set) var footnotes: [Int: String] = [:]
    /// The lines as libcmark is given them, and where bytes stand in each that the notebook does not have.
    private var lines: [[UInt8]]
    private var insertions: [Int: [Int]] = [:]
    private var cells: [(origin: CellOrigin, text: [UInt8])] = []
    /// How many empty cells short rows may still be filled up with.
    private var filling = 100_000

    /// A table whose cells are known by their number among all cells; an empty one has none.
    struct TableOfCells {
        var alignments: [MarkdownTable.Alignment]
        var rows: [[Int?]]
    }

    init(_ text: String) {
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
        if text[...].firstRange(of: "[^") != nil { rewriteFootnotes() }
        let signs = "$|~@".utf8
        guard
            text.utf8.contains(where: signs.contains)
                || ["[^", "://", "www."].contains(where: { text[...].firstRange(of: $0) != nil })
        else { return }
        rewriteParagraphs()
    }

    /// What libcmark is given.
    var text: String {
        var bytes: [UInt8] = []
        for cell in cells { bytes += [ProseMark.block, UInt8(ascii: " ")] + cell.text + Array("\n\n".utf8) }
        bytes += lines.joined(separator: [UInt8(ascii: "\n")])
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How many paragraphs before everything else are cells.
    var cellCount: Int { cells.count }

    /// The place in the notebook, or nearly, of a place in what libcmark was given.
    func position(_ position: CommonMarkTree.Position) -> CommonMarkTree.Position {
        let line = position.line - 2 * cells.count
        guard line < 1 else { return CommonMarkTree.Position(line: line, byte: position.byte) }
        let origin = cells[(position.line - 1) / 2].origin
        let byte = max(0, position.byte - 2)
        return CommonMarkTree.Position(
            line: origin.line, byte: origin.byte + byte - origin.insertions.count(below: byte))
    }

    /// The place in the notebook's own line of a place in the line as libcmark was given it.
    func withoutInsertions(_ position: CommonMarkTree.Position) -> CommonMarkTree.Position {
        guard let insertions = insertions[position.line] else { return position }
        let byte = position.byte + (position.isAfterMargin ? lines[position.line - 1].margin : 0)
        var position = position
        position.byte -= insertions.count(below: byte)
        return position
    }

    /// Whether a text stands as it is at a place, and is not escaped.
    func has(_ text: String, at position: CommonMarkTree.Position) -> Bool {
        lines.indices.contains(position.line - 1)
            && lines[position.line - 1].dropFirst(position.byte).starts(with: text.utf8)
    }

    // MARK: Footnotes

    /// Makes items of a list out of the lines that begin with `[^label]:`.
    private mutating func rewriteFootnotes() {
        let shown = CommonMarkTree(parsing: joined).leaves.filter { !$0.isParagraph }
        let isShown = Set(shown.flatMap { Array($0.lines) })
        let marker = unusedMarker
        for index in lines.indices where !isShown.contains(index + 1) {
            let margin = lines[index].margin
            let indentation = lines[index][..<margin].reversed().prefix { $0 != UInt8(ascii: ">") }.count
            guard indentation <= 3 + (margin > indentation ? 1 : 0), let label = FootnoteLabel(lines[index][margin...]),
                lines[index].dropFirst(margin + label.length).first == UInt8(ascii: ":")
            else { continue }
            let rest = lines[index][(margin + label.length + 1)...].drop { $0.isSpace }
            let head = lines[index][..<margin] + Array(marker.utf8) + [ProseMark.block, UInt8(ascii: " ")]
            if rest.startIndex < head.count { insertions[index + 1] = [0] }
            lines[index] = Array(head) + rest
            footnotes[index + 1] = label.name
        }
    }

    /// A marker of four columns that no list of the notebook has, so that none becomes one with the footnotes.
    private var unusedMarker: String {
        let heads = lines.map { $0[$0.margin...].prefix(2) }
        let isUsed = { (mark: Character) in
            heads.contains { head in
                mark == ")" ? head.first?.isDigit == true : head.first == mark.asciiValue
            }
        }
        return isUsed(")") ? "+*-".first { !isUsed($0) }.map { "\($0)   " } ?? "1)  " : "1)  "
    }

    private var joined: String {
        String(decoding: Array(lines.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
    }

    // MARK: Paragraphs

    private mutating func rewriteParagraphs() {
        let labels = Set(footnotes.values)
        let source = lines
        var done = 0
        for leaf in CommonMarkTree(parsing: joined).leaves where leaf.isParagraph {
            var block = ProseBlock(
                leaf: leaf, lines: source, isFootnote: isFootnote(leaf, source[leaf.lines.lowerBound - 1]))
            block.skip(through: done)
            while let part = block.next(labels: labels) {
                switch part {
                case .text(let range): encode(range, of: block, labels: labels)
                case .formula(let range, let source):
                    formulas[range.lowerBound] = Formula(source: source, byte: block.prefix(of: range.lowerBound))
                    replaceByComment(range, of: block)
                case .table(let table, let range):
                    tables[range.lowerBound] = stored(table, labels: labels)
                    replaceByComment(range, of: block)
                }
            }
            done = max(done, block.end)
        }
    }

    /// Whether a paragraph begins a footnote.
    private func isFootnote(_ leaf: CommonMarkTree.Leaf, _ line: [UInt8]) -> Bool {
        footnotes[leaf.lines.lowerBound] != nil && line.dropFirst(leaf.byte).first == ProseMark.block
    }

    private mutating func encode(_ range: ClosedRange<Int>, of block: ProseBlock, labels: Set<String>) {
        let texts = range.map { lines[$0 - 1][block.prefix(of: $0)...] }
        let encoder = ParagraphEncoder(Array(texts.joined(separator: [UInt8(ascii: "\n")])), labels: labels)
        var start = 0
        var inserted = encoder.insertions[...]
        for line in range {
            let end = encoder.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? encoder.bytes.count
            let prefix = block.prefix(of: line)
            let own = inserted.prefix { $0 < end }
            if !own.isEmpty { insertions[line, default: []] += own.map { $0 - start + prefix } }
            inserted = inserted.dropFirst(own.count)
            lines[line - 1] = Array(lines[line - 1][..<prefix]) + encoder.bytes[start..<end]
            start = end + 1
        }
    }

    private mutating func replaceByComment(_ range: ClosedRange<Int>, of block: ProseBlock) {
        for line in range {
            let head = Array(lines[line - 1][..<block.prefix(of: line)])
            let opening = line == range.lowerBound ? Array("<!--".utf8) : []
            lines[line - 1] = head + opening + (line == range.upperBound ? Array("-->".utf8) : [])
        }
    }

    private mutating func stored(_ table: PipeTable, labels: Set<String>) -> TableOfCells {
        let columnCount = table.alignments.count
        var rows: [[Int?]] = []
        for row in table.rows {
            var numbers: [Int?] = row.prefix(columnCount).map { $0.range.isEmpty ? nil : store($0, labels: labels) }
            while numbers.count < columnCount, filling > 0 {
                numbers.append(nil)
                filling -= 1
            }
            rows.append(numbers)
        }
        return TableOfCells(alignments: table.alignments, rows: rows)
    }

    private mutating func store(_ cell: PipeTable.Cell, labels: Set<String>) -> Int {
        let source = Array(lines[cell.line - 1][cell.range])
        var formulas = SpanScanner.spans(of: source, labels: labels).filter { $0.isFormula }[...]
        var text: [UInt8] = []
        for (index, byte) in source.enumerated() {
            while let next = formulas.first, next.range.upperBound <= index { formulas.removeFirst() }
            let isInFormula = formulas.first.map { $0.range.contains(index) } ?? false
            // An escaped pipe is a pipe, in code, too, but for TeX it is another sign.
            if byte == UInt8(ascii: "|"), !isInFormula, text.last == UInt8(ascii: "\\") { text.removeLast() }
            text.append(byte)
        }
        let encoder = ParagraphEncoder(text, labels: labels)
        let origin = CellOrigin(line: cell.line, byte: cell.range.lowerBound, insertions: encoder.insertions)
        cells.append((origin, encoder.bytes))
        return cells.count - 1
    }
}

extension [UInt8] {
    /// The length of the marks of containers (spaces and `>`) that a paragraph's later lines begin with.
    var margin: Int {
        prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ">") }.count
    }
}

extension [Int] {
    /// How many of the numbers, which are in order, are smaller than another.
    fileprivate func count(below limit: Int) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            range = self[middle] < limit ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
