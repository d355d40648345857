import Notebooks

/// A command cell as it stands in a notebook's text: the line that opens its fence, what stands in it, and the rest.
struct FencedText: Hashable {
    /// The opening line with its end.
    var open: String
    /// The lines between the fences, without the end of the last one.
    var source: String
    /// The end of the last line between the fences, where there is one, and the closing line with its end.
    var close: String

    static let usualOpen = "```halt\n"
    static let usualClose = "\n```\n"

    var text: String { open + source + close }

    init(open: String, source: String, close: String) {
        self.open = open
        self.source = source
        self.close = close
    }

    /// A cell in the usual fence, which is longer where one stands in the source.
    init(_ source: String, info: String = "halt") {
        let runs = source.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            let marks = line[(line.firstIndex { $0 != UInt8(ascii: " ") } ?? line.endIndex)...]
            return marks.prefix { $0 == UInt8(ascii: "`") }.count
        }
        let fence = String(repeating: "`", count: max(3, (runs.max() ?? 0) + 1))
        self.init(
            open: "\(fence)\(info)\n", source: source,
            close: source.isEmpty || source.utf8.last == UInt8(ascii: "\n") ? "\(fence)\n" : "\n\(fence)\n")
    }

    /// The cell that begins on the first of the lines, which have their ends, and how many lines it takes.
    ///
    /// Source: CommonMark 0.30, section 4.5.
    static func reading(_ lines: ArraySlice<Substring>) -> (fenced: FencedText, lineCount: Int)? {
        guard let first = lines.first, let fence = Fence(opening: first) else { return nil }
        let inside = lines.dropFirst().prefix { !fence.isClosed(by: $0) }
        let closing = lines.dropFirst(1 + inside.count).first
        var source = inside.joined()
        let end = source.lineEnd
        source.removeLastBytes(end.utf8.count)
        return (
            FencedText(open: String(first), source: source, close: end + (closing ?? "")),
            1 + inside.count + (closing == nil ? 0 : 1)
        )
    }
}

/// The marks that open a fenced block.
struct Fence {
    private let mark: UInt8
    private let length: Int

    private static let space = UInt8(ascii: " ")

    /// Nil where the line opens no fence.
    init?(opening line: Substring) {
        let marks = Substring(line.unicodeScalars.drop { $0 == "\u{FEFF}" }.drop { $0 == " " }).utf8
        guard let mark = marks.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
        self.mark = mark
        length = marks.prefix { $0 == mark }.count
        guard length >= 3 else { return nil }
    }

    func isClosed(by line: Substring) -> Bool {
        let indent = line.utf8.prefix { $0 == Self.space }.count
        let marks = line.utf8.dropFirst(indent).prefix { $0 == mark }.count
        guard indent <= 3, marks >= length else { return false }
        return line.utf8.dropFirst(indent + marks).allSatisfy { $0 == Self.space || (0x09...0x0D).contains($0) }
    }
}

extension String {
    /// The line end that the text ends with, or nothing.
    var lineEnd: String {
        if utf8.suffix(2).elementsEqual("\r\n".utf8) { return "\r\n" }
        return utf8.last == UInt8(ascii: "\n") ? "\n" : utf8.last == UInt8(ascii: "\r") ? "\r" : ""
    }

    fileprivate mutating func removeLastBytes(_ count: Int) {
        self = String(decoding: utf8.dropLast(count), as: UTF8.self)
    }

    /// The lines with their ends, counted as `NotebookSource` counts them; there is at least one.
    var linesWithEnds: [Substring] {
        var lines: [Substring] = []
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            let byte = utf8[index]
            index = utf8.index(after: index)
            if byte == UInt8(ascii: "\r"), index < endIndex, utf8[index] == UInt8(ascii: "\n") { continue }
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
            lines.append(self[start..<index])
            start = index
        }
        return start < endIndex || lines.isEmpty ? lines + [self[start...]] : lines
    }
}
