/// Finds where pieces of a notebook stand in its lines, asked from top to bottom and from left to right.
struct PlaceFinder {
    private let lines: [Substring]
    /// The line of the most characters, which has room for whatever stands on one.
    private lazy var longestLine = (lines.map(\.count).enumerated().max { $0.element < $1.element }?.offset ?? 0) + 1
    /// The bytes of the line that was looked at last, and a byte of it whose column is known.
    private var current: (line: Int, bytes: [UInt8], byte: Int, column: Int) = (0, [], 0, 1)
    /// The line whose end was asked for last, and the column of that end.
    private var end = (line: 0, column: 1)
    /// Where what was found last ends.
    private var searched = (line: 0, byte: 0)

    /// How many bytes past where a text should be it is looked for.
    private static let reach = 10_000
    /// How many bytes may still be looked through in vain, so that the oddest notebook takes no longer than others.
    private var patience = 1_000_000

    init(_ lines: [Substring]) {
        self.lines = lines
    }

    /// The place of a byte of a line, the byte counted from 0; of the line's end where it has fewer bytes.
    mutating func place(line: Int, byte: Int) -> SourcePlace {
        guard lines.indices.contains(line - 1) else { return SourcePlace(line: lines.count, column: 1) }
        look(at: line)
        let byte = min(max(0, byte), current.bytes.count)
        if byte < current.byte { (current.byte, current.column) = (0, 1) }
        let utf8 = lines[line - 1].utf8
        let start = utf8.index(utf8.startIndex, offsetBy: current.byte)
        let end = utf8.index(utf8.startIndex, offsetBy: byte)
        current.column += lines[line - 1][start..<end].count
        current.byte = byte
        return SourcePlace(line: line, column: current.column)
    }

    /// The place of `written`, which is on the line and at the byte or soon after, and whether a backslash escapes it.
    ///
    /// Escapes and entities make a source longer than the text that it stands for, and libcmark takes the lines after a
    /// link definition, and after a backslash that breaks a line, for those before.
    mutating func find(_ written: Substring, line: Int, byte: Int) -> (place: SourcePlace, isEscaped: Bool) {
        let pattern = Array(written.utf8)
        var start = searched < (line, byte) ? (line: line, byte: byte) : searched
        var left = max(1, min(Self.reach, patience))
        while left > 0, lines.indices.contains(start.line - 1) {
            look(at: start.line)
            let end = min(current.bytes.count, start.byte + left)
            if let hit = current.bytes.firstOccurrence(of: pattern, from: start.byte, before: end) {
                searched = (start.line, hit + pattern.count)
                let escapes = current.bytes[..<hit].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
                return (place(line: start.line, byte: hit), !escapes.isMultiple(of: 2))
            }
            let passed = max(1, end - start.byte)
            left -= passed
            patience -= passed
            start = (start.line + 1, 0)
        }
        return (placeBeforeEnd(line: line, byte: byte, room: pattern.count), false)
    }

    /// The place, or the end of its line: where libcmark takes lines for others, what is counted from them may lie behind.
    mutating func inside(_ place: SourcePlace) -> SourcePlace {
        let line = min(max(1, place.line), lines.count)
        // A line of thousands of places is counted once.
        if end.line != line { end = (line, lines[line - 1].count + 1) }
        return SourcePlace(line: line, column: min(place.column, end.column))
    }

    /// The length of the marks of containers (spaces and `>`) that a paragraph's later lines begin with.
    mutating func margin(ofLine line: Int) -> Int {
        guard lines.indices.contains(line - 1) else { return 0 }
        look(at: line)
        return current.bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ">") }
            .count
    }

    private mutating func look(at line: Int) {
        if current.line != line { current = (line, Array(lines[line - 1].utf8), 0, 1) }
    }

    /// The place of a byte, moved left until a text of some bytes fits into its line, or on a line into which it does.
    private mutating func placeBeforeEnd(line: Int, byte: Int, room: Int) -> SourcePlace {
        guard lines.indices.contains(line - 1) else { return SourcePlace(line: longestLine, column: 1) }
        look(at: line)
        let start = max(0, min(byte, current.bytes.count - room))
        // Other characters than those of ASCII may be fewer than their bytes.
        let hasRoom = current.bytes.count >= room && current.bytes[start..<(start + room)].allSatisfy { $0 < 0x80 }
        return hasRoom ? place(line: line, byte: start) : SourcePlace(line: longestLine, column: 1)
    }
}

extension [UInt8] {
    /// Where the pattern begins, if it does so at `start` or after, and before `end`.
    fileprivate func firstOccurrence(of pattern: [UInt8], from start: Int, before end: Int) -> Int? {
        guard let first = pattern.first else { return nil }
        var from = start
        while from < end, let hit = self[from..<end].firstIndex(of: first) {
            if self[hit...].starts(with: pattern) { return hit }
            from = hit + 1
        }
        return nil
    }
}
