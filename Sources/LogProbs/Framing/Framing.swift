/// How a file is cut into texts.
enum Framing: Sendable, Equatable {
    /// Each line is one.
    case lines
    /// JSON values with any white space in and between them, such as one pretty-printed document.
    case values
    /// The elements of one list are.
    case elements
    /// Server-sent events (`data: {…}`): those up to the end of a stream are one.
    case events
    /// Lines that are parts of a stream, as Ollama writes them: those up to `"done": true` are one.
    case parts

    /// How a file is cut that begins with `head`.
    static func of(_ head: UnsafeRawBufferPointer, isWhole: Bool) -> Framing {
        guard let start = head.firstIndex(where: { !JSONScan.isSpace($0) }) else { return .lines }
        let first = head[start]
        if isEvent(head[start...]) { return .events }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .lines }
        let line = firstLine(head, from: start)
        let isOneLine =
            line.map { JSONScan.endOfValue(head, from: start, to: $0) == trimmedEnd(head, start, $0) } ?? false
        if first == UInt8(ascii: "{") {
            guard let line else { return .lines }
            if isOneLine { return isPartOfStream(head[start..<line]) ? .parts : .lines }
            return isOwnLine(head, after: line) ? .lines : .values
        }
        if isOneLine { return .lines }
        if let line, isOwnLine(head, after: line), trimmedEnd(head, start, line) > start + 1 { return .lines }
        return holdsResponses(head, list: start, isWhole: isWhole) ? .elements : .values
    }

    private static func firstLine(_ head: UnsafeRawBufferPointer, from start: Int) -> Int? {
        JSONScan.newline(head, from: start)
    }

    /// Where a line ends without the white space at its end.
    private static func trimmedEnd(_ head: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, JSONScan.isSpace(head[end - 1]) { end -= 1 }
        return end
    }

    /// Whether the line after the first is a value of its own: then the first is a bad one, and the file is of lines.
    private static func isOwnLine(_ head: UnsafeRawBufferPointer, after end: Int) -> Bool {
        let start = end + 1
        guard start < head.count, head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "["),
            let next = JSONScan.newline(head, from: start)
        else { return false }
        return JSONScan.endOfValue(head, from: start, to: next) == trimmedEnd(head, start, next)
    }

    private static func isEvent(_ head: Slice<UnsafeRawBufferPointer>) -> Bool {
        ["data:", "event:", "id:", "retry:", ":"].contains { head.starts(with: $0.utf8) }
    }

    private static func isPartOfStream(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        ByteSearch.holds(UnsafeRawBufferPointer(rebasing: line), anyOf: ["\"done\":false", "\"done\": false"])
    }

    /// Whether a list's first element is a response, and not a token's row.
    private static func holdsResponses(_ head: UnsafeRawBufferPointer, list: Int, isWhole: Bool) -> Bool {
        guard let start = head[(list + 1)...].firstIndex(where: { !JSONScan.isSpace($0) }) else { return false }
        guard let end = JSONScan.endOfValue(head, from: start, to: head.count) else { return !isWhole }
        let text = Array(head[start..<end]) + Array(repeating: 0, count: JSONParser.padding)
        var parser = JSONParser()
        let holds = text.withUnsafeBytes { bytes in
            do throws(ResponseProblem) {
                return try parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<(end - start)])) { isResponse($0) }
            } catch {
                return false
            }
        }
        return holds
    }

    /// Whether an element of a list is a response of its own: not a token of one, and not a row of numbers.
    static func isResponse(_ element: JSONValue) -> Bool {
        switch element.kind {
        case .object: FormatReaders.find(in: element) != nil || element["token"] == nil && element["id"] != nil
        case .array: FormatReaders.reader(of: element) != nil
        default: false
        }
    }
}
