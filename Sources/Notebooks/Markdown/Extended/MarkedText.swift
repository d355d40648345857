/// What a text of libcmark's tree is made of, where `ProseMark`s stand in it.
struct MarkedText {
    enum Piece: Equatable {
        /// Text as the notebook has it.
        case text(String)
        case formula(source: String, isDisplay: Bool)
        case footnote(label: String)
        case citation(source: String)
        /// Two tildes, and whether they may begin and end what is struck through.
        case tildes(opens: Bool, closes: Bool)
    }

    /// Each with the number of bytes before it in the notebook.
    private(set) var pieces: [(piece: Piece, offset: Int)] = []
    private let bytes: [UInt8]
    private var index = 0
    private var plain: [UInt8] = []
    private var plainStart = 0
    private var offset = 0
    /// Whether something that is no space stands before and after the text.
    private let neighbours: (before: Bool, after: Bool)

    /// Whether a formula or a citation begins in the text and does not end there.
    static func isOpen(_ text: String) -> Bool {
        isOpen(text, after: ProseMark.formula, until: UInt8(ascii: "$"))
            || isOpen(text, after: ProseMark.citation, until: UInt8(ascii: "^"))
    }

    private static func isOpen(_ text: String, after mark: UInt8, until end: UInt8) -> Bool {
        guard let mark = text.utf8.lastIndex(of: mark) else { return false }
        return !text.utf8[mark...].contains(end)
    }

    init(_ text: String, neighbours: (before: Bool, after: Bool)) {
        bytes = Array(text.utf8)
        self.neighbours = neighbours
        if bytes.first == ProseMark.block { index = min(2, bytes.count) }
        while index < bytes.count {
            if !readFormula(), !readFootnote(), !readCitation(), !readTildes() {
                let byte = bytes[index]
                plain.append(byte)
                index += 1
                if ![ProseMark.formula, ProseMark.plain].contains(byte) { offset += 1 }
            }
        }
        endPlain()
    }

    private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private mutating func add(_ piece: Piece, length: Int, through end: Int) {
        endPlain()
        pieces.append((piece, offset))
        offset += length
        index = end
        plainStart = offset
    }

    private mutating func endPlain() {
        let text = ProseMark.decoded(String(decoding: plain, as: UTF8.self))
        if !text.isEmpty { pieces.append((.text(text), plainStart)) }
        plain = []
    }

    private mutating func readFormula() -> Bool {
        guard bytes[index] == UInt8(ascii: "$") else { return false }
        let dollars = byte(index + 1) == UInt8(ascii: "$") ? 2 : 1
        guard byte(index + dollars) == ProseMark.formula,
            let end = bytes[(index + dollars)...].firstIndex(of: UInt8(ascii: "$"))
        else { return false }
        let source = ProseMark.decoded(String(decoding: bytes[(index + dollars + 1)..<end], as: UTF8.self))
        add(
            .formula(source: source, isDisplay: dollars == 2), length: source.utf8.count + 2 * dollars,
            through: min(bytes.count, end + dollars))
        return true
    }

    private mutating func readFootnote() -> Bool {
        guard bytes[index] == UInt8(ascii: "^"), byte(index + 1) == ProseMark.footnote,
            let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "^"))
        else { return false }
        let label = ProseMark.decoded(String(decoding: bytes[(index + 2)..<end], as: UTF8.self))
        add(.footnote(label: label), length: end + 1 - index, through: end + 1)
        return true
    }

    private mutating func readCitation() -> Bool {
        guard bytes[index] == UInt8(ascii: "^"), byte(index + 1) == ProseMark.citation,
            let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "^"))
        else { return false }
        let source = ProseMark.decoded(String(decoding: bytes[(index + 2)..<end], as: UTF8.self))
        add(.citation(source: source), length: source.utf8.count, through: end + 1)
        return true
    }

    private mutating func readTildes() -> Bool {
        let tilde = UInt8(ascii: "~")
        guard bytes[index] == tilde else { return false }
        let end = bytes[index...].firstIndex { $0 != tilde } ?? bytes.count
        let isMark = end - index == 2 && byte(end) != ProseMark.plain && byte(index - 1) != ProseMark.plain
        guard isMark else {
            plain += bytes[index..<end]
            offset += end - index
            index = end
            return true
        }
        let before = side(byte(index - 1), neighbours.before)
        let after = side(byte(end), neighbours.after)
        // https://spec.commonmark.org/0.30/#left-flanking-delimiter-run
        add(
            .tildes(
                opens: after != .space && (after == .word || before != .word),
                closes: before != .space && (before == .word || after != .word)),
            length: 2, through: end)
        return true
    }

    private enum Side { case space, sign, word }

    private func side(_ byte: UInt8?, _ hasNeighbour: Bool) -> Side {
        guard let byte else { return hasNeighbour ? .sign : .space }
        return byte.isSpace ? .space : byte.isPunctuation ? .sign : .word
    }
}

/// Inlines in which what is struck through is still to be found.
struct StruckInlines {
    enum Piece {
        case inline(MarkdownInline)
        case tildes(opens: Bool, closes: Bool)
    }

    private(set) var inlines: [MarkdownInline] = []
    /// Where the text begins that may turn out to be struck through.
    private var start: Int?

    init(_ pieces: [Piece]) {
        for piece in pieces {
            switch piece {
            case .inline(let inline): inlines.append(inline)
            case .tildes(_, true) where start != nil: close()
            case .tildes(true, _) where start == nil:
                start = inlines.count
                inlines.append(.text("~~"))
            case .tildes: inlines.append(.text("~~"))
            }
        }
        inlines = inlines.joiningTexts
    }

    private mutating func close() {
        guard let start else { return }
        let inner = Array(inlines[(start + 1)...]).joiningTexts
        inlines.removeSubrange(start...)
        inlines.append(.strikethrough(inner))
        self.start = nil
    }
}

extension [MarkdownInline] {
    /// The same with one text where several stand beside each other.
    fileprivate var joiningTexts: [MarkdownInline] {
        var result: [MarkdownInline] = []
        for inline in self {
            if case .text(let text) = inline, case .text(let before)? = result.last {
                result[result.count - 1] = .text(before + text)
            } else {
                result.append(inline)
            }
        }
        return result
    }
}
