import Glibc

/// Finds the next text in some bytes of a file.
struct UnitCutter {
    let bytes: UnsafeRawBufferPointer
    let framing: Framing
    /// Whether nothing follows the bytes.
    let isEnded: Bool

    struct Cut {
        /// The text; empty where there was nothing but white space.
        var range: Range<Int>
        /// Where the next begins.
        var next: Int
    }

    /// The text that begins at `start` or after it; nil where the bytes do not hold all of it.
    func next(from start: Int) -> Cut? {
        guard start < bytes.count else { return nil }
        return switch framing {
        case .lines: nextLine(from: start)
        case .values, .elements: nextValue(from: start)
        case .events: nextStream(from: start)
        case .parts: nextParts(from: start)
        }
    }

    private func nextLine(from start: Int) -> Cut? {
        guard let end = JSONScan.newline(bytes, from: start) ?? (isEnded ? bytes.count : nil) else { return nil }
        return Cut(range: trimmed(start..<end), next: min(end + 1, bytes.count))
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, JSONScan.isSpace(bytes[start]) { start += 1 }
        while end > start, JSONScan.isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    private func nextValue(from start: Int) -> Cut? {
        var begin = start
        while begin < bytes.count, JSONScan.isSpace(bytes[begin]) || bytes[begin] == UInt8(ascii: ",") { begin += 1 }
        guard begin < bytes.count else { return Cut(range: begin..<begin, next: begin) }
        if framing == .elements, bytes[begin] == UInt8(ascii: "]") { return Cut(range: begin..<begin, next: begin + 1) }
        if let end = JSONScan.endOfValue(bytes, from: begin, to: bytes.count) {
            return Cut(range: begin..<end, next: end)
        }
        return isEnded ? Cut(range: begin..<bytes.count, next: bytes.count) : nil
    }

    /// A line, and where it is a part of a stream with others to come those up to its last.
    private func nextParts(from start: Int) -> Cut? {
        guard let line = nextLine(from: start) else { return nil }
        let isOpen = Self.isBeforeLast(UnsafeRawBufferPointer(rebasing: bytes[line.range]))
        return isOpen ? nextStream(from: start) : line
    }

    /// The lines up to one that ends a stream.
    private func nextStream(from start: Int) -> Cut? {
        var place = start
        while place < bytes.count {
            guard let end = JSONScan.newline(bytes, from: place) ?? (isEnded ? bytes.count : nil) else { return nil }
            let line = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
            place = min(end + 1, bytes.count)
            if endsStream(line) { return Cut(range: trimmed(start..<end), next: place) }
        }
        return isEnded ? Cut(range: trimmed(start..<bytes.count), next: bytes.count) : nil
    }

    /// Whether a line has a mark that a server writes in a stream's last line only.
    private func endsStream(_ line: UnsafeRawBufferPointer) -> Bool {
        if framing == .parts { return ByteSearch.holds(line, anyOf: Self.lastPart) }
        return line.starts(with: "data: [DONE]".utf8) || line.starts(with: "data:[DONE]".utf8)
            || ByteSearch.holds(line, anyOf: Self.lastEvent)
    }

    /// Whether a line is a part of Ollama's stream, and not the last.
    static func isBeforeLast(_ line: UnsafeRawBufferPointer) -> Bool { ByteSearch.holds(line, anyOf: openPart) }

    private static let openPart: [StaticString] = ["\"done\":false", "\"done\": false"]
    private static let lastPart: [StaticString] = ["\"done\":true", "\"done\": true"]
    private static let lastEvent: [StaticString] = [
        "\"type\":\"response.completed\"", "\"type\": \"response.completed\"", "\"type\":\"response.incomplete\"",
        "\"type\": \"response.incomplete\"", "\"type\":\"response.failed\"", "\"type\": \"response.failed\"",
        "\"stop\":true",
        "\"stop\": true", "\"generated_text\":\"", "\"generated_text\": \"",
    ]
}
