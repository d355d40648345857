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
    /// Lines of which some are parts of a stream, as Ollama writes them: those from `"done": false` to `"done": true` are one.
    case parts

    /// How a file is cut that begins with `head`; nil where more of it must be read to tell.
    static func of(_ head: UnsafeRawBufferPointer, isWhole: Bool) -> Framing? {
        let framing = ofBeginning(head, isWhole: isWhole)
        return framing == .lines && holdsPart(head) ? .parts : framing
    }

    /// What a file's first value and the lines after it say; parts of a stream are lines.
    private static func ofBeginning(_ head: UnsafeRawBufferPointer, isWhole: Bool) -> Framing? {
        guard let start = head.firstIndex(where: { !JSONScan.isSpace($0) }) else { return .lines }
        if isEvent(head[start...]) { return .events }
        let isList = head[start] == UInt8(ascii: "[")
        guard isList || head[start] == UInt8(ascii: "{") else { return .lines }
        let line = JSONScan.newline(head, from: start)
        guard isList || line != nil else { return .lines }
        if let line, isValue(head, start..<line) || isBadLine(head, start..<line) { return .lines }
        guard isList else { return .values }
        return holdsResponses(head, list: start, isWhole: isWhole).map { $0 ? .elements : .values }
    }

    /// Whether a line is one value and nothing else.
    private static func isValue(_ head: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
        var end = line.upperBound
        while end > line.lowerBound, JSONScan.isSpace(head[end - 1]) { end -= 1 }
        return JSONScan.endOfValue(head, from: line.lowerBound, to: end) == end
    }

    /// Whether the first line, which is no value, is a bad one of many and not a document's beginning: a line after it is a value,
    /// and what begins in it is none.
    private static func isBadLine(_ head: UnsafeRawBufferPointer, _ first: Range<Int>) -> Bool {
        // A list's elements may be lines, too.
        if head[first].dropFirst().allSatisfy(JSONScan.isSpace), head[first.lowerBound] == UInt8(ascii: "[") {
            return false
        }
        return holdsLine(head, after: first.upperBound) && !isDocument(head, first)
    }

    /// Whether a line that is not indented is a value, and not an empty one, as there are in documents.
    private static func holdsLine(_ head: UnsafeRawBufferPointer, after end: Int) -> Bool {
        var start = end + 1
        while start < head.count {
            let end = JSONScan.newline(head, from: start) ?? head.count
            let isOpened = head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "[")
            if isOpened, end > start + 3, isValue(head, start..<end) { return true }
            start = end + 1
        }
        return false
    }

    /// Whether a value begins in a line and goes on after it.
    private static func isDocument(_ head: UnsafeRawBufferPointer, _ line: Range<Int>) -> Bool {
        guard let end = JSONScan.endOfValue(head, from: line.lowerBound, to: head.count), end > line.upperBound else {
            return false
        }
        return isJSON(head[line.lowerBound..<end]) { _ in true }
    }

    /// Whether a text is JSON, what Python writes put right, and something holds of its value.
    private static func isJSON(_ text: Slice<UnsafeRawBufferPointer>, _ holds: (JSONValue) -> Bool) -> Bool {
        var repairs = RepairCounts()
        let text = LenientJSON.rewritten(UnsafeRawBufferPointer(rebasing: text), &repairs) ?? Array(text)
        var parser = JSONParser()
        return (text + Array(repeating: 0, count: JSONParser.padding)).withUnsafeBytes { bytes in
            do throws(ResponseProblem) {
                return try parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<text.count])) { holds($0) }
            } catch {
                return false
            }
        }
    }

    private static func isEvent(_ head: Slice<UnsafeRawBufferPointer>) -> Bool {
        ["data:", "event:", "id:", "retry:", ":"].contains { head.starts(with: $0.utf8) }
    }

    /// Whether a line is a part of a stream, with others to come. Before it may be errors, and answers that were not streamed.
    private static func holdsPart(_ head: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while start < head.count {
            let end = JSONScan.newline(head, from: start) ?? head.count
            let line = UnsafeRawBufferPointer(rebasing: head[start..<end])
            if UnitCutter.isBeforeLast(line), isJSON(head[start..<end], OllamaReader.recognises) { return true }
            start = end + 1
        }
        return false
    }

    /// Whether a list's first element is a response, and not a token's row; nil where it goes on. A row may hold a whole vocabulary.
    private static func holdsResponses(_ head: UnsafeRawBufferPointer, list: Int, isWhole: Bool) -> Bool? {
        guard let start = head[(list + 1)...].firstIndex(where: { !JSONScan.isSpace($0) }),
            let end = JSONScan.endOfValue(head, from: start, to: head.count)
        else { return isWhole ? false : nil }
        return isJSON(head[start..<end], isResponse)
    }

    /// Whether an element of a list is a response of its own: not a token or a part of one, and not a row of numbers.
    static func isResponse(_ element: JSONValue) -> Bool {
        switch element.kind {
        case .object:
            !GeminiReader.isPart(element)
                && (FormatReaders.find(in: element) != nil || element["token"] == nil && element["id"] != nil)
        case .array: FormatReaders.reader(of: element) != nil
        default: false
        }
    }
}
