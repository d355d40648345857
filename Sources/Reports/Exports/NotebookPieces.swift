import Notebooks

/// A notebook's text in pieces, which joined are the text again, byte for byte.
struct NotebookPieces {
    enum Piece: Hashable {
        case frontMatter(String)
        /// What stands between cells, with the cells that stand in its lists and block quotes.
        case prose(String, cells: [Int])
        case cell(Int, FencedText)
    }

    private(set) var pieces: [Piece] = []
    private let lines: [Substring]

    /// - Parameter text: the text as it is in its file, whatever ends its lines.
    init(_ text: String, _ notebook: Notebook) {
        lines = text.linesWithEnds
        var next = notebook.source.frontMatterLineCount
        if next > 0 { pieces.append(.frontMatter(lines[..<next].joined())) }
        let free = notebook.blocks.compactMap { block in
            if case .cell(let index) = block { index } else { nil }
        }
        var held = notebook.cells.indices.filter { !free.contains($0) }[...]
        for index in free {
            let start = notebook.cells[index].place.line - 1
            let inside = held.prefix { $0 < index }
            held = held.dropFirst(inside.count)
            guard start >= next, start < lines.count, let (fenced, count) = FencedText.reading(lines[start...]) else {
                held = [index] + held
                continue
            }
            addProse(next..<start, cells: Array(inside))
            pieces.append(.cell(index, fenced))
            next = start + count
        }
        addProse(next..<lines.count, cells: Array(held))
    }

    private mutating func addProse(_ range: Range<Int>, cells: [Int]) {
        let text = lines[range].joined()
        if !text.isEmpty { pieces.append(.prose(text, cells: cells)) }
    }
}

extension NotebookPieces.Piece {
    var text: String {
        switch self {
        case .frontMatter(let text), .prose(let text, _): text
        case .cell(_, let fenced): fenced.text
        }
    }
}
