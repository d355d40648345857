/// Finds the spans of a paragraph's source, from left to right; what begins first wins.
///
/// Whatever looks far ahead remembers what it found, so that no text takes more than a few passes.
struct SpanScanner {
    private let bytes: [UInt8]
    /// The labels, in small letters, of the footnotes that the notebook defines.
    private let labels: Set<String>
    private var index = 0
    private var spans: [ProseSpan] = []
    /// Where runs of so many backticks begin, in order.
    private var backticks: [Int: [Int]] = [:]
    /// Where dollars stand that no backslash escapes, in order.
    private var dollars: [Int] = []
    /// Where two of them stand together.
    private var doubleDollars: [Int] = []
    /// Where the next `}}` and `-->` begin, or the end.
    private var braces = 0
    private var comment = 0

    static func spans(of bytes: [UInt8], labels: Set<String>) -> [ProseSpan] {
        var scanner = SpanScanner(bytes, labels)
        scanner.scan()
        return scanner.spans
    }

    private init(_ bytes: [UInt8], _ labels: Set<String>) {
        self.bytes = bytes
        self.labels = labels
        collectBackticks()
        collectDollars()
    }

    /// The nearest comes last.
    private mutating func collectBackticks() {
        var at = 0
        while let start = bytes[at...].firstIndex(of: UInt8(ascii: "`")) {
            at = bytes[start...].firstIndex { $0 != UInt8(ascii: "`") } ?? bytes.count
            backticks[at - start, default: []].append(start)
        }
        for length in backticks.keys { backticks[length]?.reverse() }
    }

    /// Code binds more tightly than a formula. The nearest comes last.
    private mutating func collectDollars() {
        let before = (index: index, backticks: backticks)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "`"): if let end = codeEnd() { index = end } else { index += backtickCount }
            case let byte:
                if byte == UInt8(ascii: "$") { dollars.append(index) }
                index += 1
            }
        }
        (index, backticks) = before
        doubleDollars = dollars.reversed().filter { byte($0 + 1) == UInt8(ascii: "$") }
        dollars.reverse()
    }

    private mutating func scan() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): escape()
            case UInt8(ascii: "`"): code()
            case UInt8(ascii: "<"): angle()
            case UInt8(ascii: "$"): formula()
            case UInt8(ascii: "["): bracket()
            case UInt8(ascii: "@"): name()
            case UInt8(ascii: "]"): destination()
            case UInt8(ascii: "{"): value()
            case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "w"), UInt8(ascii: "W"): address()
            default: index += 1
            }
        }
    }

    private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private func begins(_ text: StaticString, at start: Int) -> Bool {
        text.withUTF8Buffer { bytes[min(start, bytes.count)...].starts(with: $0) }
    }

    private mutating func take(_ kind: ProseSpan.Kind, through end: Int) {
        spans.append(ProseSpan(kind: kind, range: index..<end))
        index = end
    }

    // MARK: What CommonMark reads

    private mutating func escape() {
        if byte(index + 1) == UInt8(ascii: "~") { return take(.escapedTilde, through: index + 2) }
        index += byte(index + 1).map { $0.isPunctuation } == true ? 2 : 1
    }

    private mutating func code() {
        if let end = codeEnd() { take(.opaque, through: end) } else { index += backtickCount }
    }

    private var backtickCount: Int { bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count }

    /// Where the code ends that begins here, if it does.
    private mutating func codeEnd() -> Int? {
        let length = backtickCount
        while let next = backticks[length]?.last, next <= index { backticks[length]?.removeLast() }
        return backticks[length]?.last.map { $0 + length }
    }

    /// A tag, a comment, or an address in angle brackets.
    private mutating func angle() {
        if begins("<!--", at: index) {
            comment = next("-->", from: max(comment, index + 4))
            if comment < bytes.count { return take(.opaque, through: comment + 3) }
        }
        if let end = addressEnd() ?? tagEnd() { take(.opaque, through: end) } else { index += 1 }
    }

    private func addressEnd() -> Int? {
        guard let end = bytes[(index + 1)...].firstIndex(where: { $0 <= 0x20 || $0 == 0x3C || $0 == 0x3E }),
            bytes[end] == UInt8(ascii: ">"),
            bytes[index..<end].contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") })
        else { return nil }
        return end + 1
    }

    private func tagEnd() -> Int? {
        var at = byte(index + 1) == UInt8(ascii: "/") ? index + 2 : index + 1
        guard byte(at).map({ $0.isLetter }) == true else { return nil }
        while let next = byte(at) {
            switch next {
            case UInt8(ascii: ">"): return at + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let end = bytes[(at + 1)...].firstIndex(of: next) else { return nil }
                at = end + 1
            case _ where next.isLetter || next.isDigit || next.isSpace || "_:.-=/".utf8.contains(next): at += 1
            default: return nil
            }
        }
        return nil
    }

    /// The address in `](address)`, or in `[label]: address`.
    private mutating func destination() {
        var at = index + 2
        switch byte(index + 1) {
        case UInt8(ascii: "("): break
        case UInt8(ascii: ":") where isDefinition: at += bytes[at...].prefix { $0.isSpace }.count
        default:
            index += 1
            return
        }
        var depth = 0
        while let next = byte(at), !next.isSpace {
            if next == UInt8(ascii: "(") { depth += 1 }
            if next == UInt8(ascii: ")") { depth -= 1 }
            if depth < 0 { break }
            at += 1
        }
        take(.opaque, through: min(at, bytes.count))
    }

    /// Whether the line began with `[`.
    private var isDefinition: Bool {
        let start = bytes[..<index].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return bytes[start] == UInt8(ascii: "[") && !bytes[(start + 1)..<index].contains(UInt8(ascii: "]"))
    }

    // MARK: What the extensions read

    /// A formula begins and ends with no space inside its dollars, and no digit comes after it: `$5 or $6` is money.
    private mutating func formula() {
        while let next = dollars.last, next < index { dollars.removeLast() }
        if byte(index + 1) == UInt8(ascii: "$") { return display() }
        guard dollars.count > 1, dollars.last == index else { return index += 1 }
        let end = dollars[dollars.count - 2]
        let isFormula =
            !bytes[index + 1].isSpace && !bytes[end - 1].isSpace && byte(end + 1) != UInt8(ascii: "$")
            && byte(end + 1).map { $0.isDigit } != true
        if isFormula { take(.formula(isDisplay: false), through: end + 1) } else { index += 1 }
    }

    private mutating func display() {
        let inside = index + 2
        while let next = doubleDollars.last, next < inside { doubleDollars.removeLast() }
        guard let end = doubleDollars.last, bytes[inside..<end].contains(where: { !$0.isSpace }) else {
            index += bytes[index...].prefix { $0 == UInt8(ascii: "$") }.count
            return
        }
        take(.formula(isDisplay: true), through: end + 2)
    }

    /// A footnote's mark or a citation; a link's text is neither.
    private mutating func bracket() {
        if let label = FootnoteLabel(bytes[index...]) {
            let end = index + label.length
            if isLink(end), !labels.contains(label.name) { index += 1 } else { take(.footnote, through: end) }
            return
        }
        let end = index + CitationScanner.bracketLength(of: bytes[index...])
        if end == index || isLink(end) || byte(end) == UInt8(ascii: ":") && isLineStart(index) {
            index += 1
        } else {
            take(.citation, through: end)
        }
    }

    /// Whether what stands before is the text of a link.
    private func isLink(_ end: Int) -> Bool { byte(end) == UInt8(ascii: "(") || byte(end) == UInt8(ascii: "[") }

    private func isLineStart(_ index: Int) -> Bool { byte(index - 1).map { $0 == UInt8(ascii: "\n") } ?? true }

    private mutating func name() {
        let length = CitationScanner.isBoundary(byte(index - 1)) ? CitationScanner.nameLength(of: bytes[index...]) : 0
        if length > 0 { take(.citation, through: index + length) } else { index += 1 }
    }

    private mutating func value() {
        guard byte(index + 1) == UInt8(ascii: "{") else { return index += 1 }
        braces = next("}}", from: max(braces, index + 2))
        guard braces < bytes.count, !bytes[index..<braces].contains(UInt8(ascii: "\n")) else { return index += 1 }
        take(.value, through: braces + 2)
    }

    private mutating func address() {
        let isBoundary = index == 0 || bytes[index - 1].isSpace || "*_~(".utf8.contains(bytes[index - 1])
        var length = isBoundary ? AutomaticLink.length(of: bytes[index...]) : 0
        // A footnote's mark ends an address.
        let brackets = bytes[index..<(index + length)].indices.filter { bytes[$0] == UInt8(ascii: "[") }
        if let mark = brackets.first(where: { FootnoteLabel(bytes[$0...]) != nil }) { length = mark - index }
        if length > 0 { take(.address, through: index + length) } else { index += 1 }
    }

    private func next(_ text: StaticString, from start: Int) -> Int {
        var at = start
        while at < bytes.count, !begins(text, at: at) { at += 1 }
        return at
    }
}

/// The label of a footnote as in `[^label]`, at the beginning of a text.
struct FootnoteLabel: Hashable {
    /// In small letters: labels are the same in capitals.
    var name: String
    /// In bytes, with the brackets.
    var length: Int

    private static let longest = 200

    init?(_ bytes: ArraySlice<UInt8>) {
        let inside = bytes.dropFirst(2)
        guard bytes.starts(with: "[^".utf8),
            let end = inside.prefix(Self.longest).firstIndex(where: { $0 <= 0x20 || "[]^`\\<".utf8.contains($0) }),
            bytes[end] == UInt8(ascii: "]"), end > inside.startIndex
        else { return nil }
        name = String(decoding: bytes[inside.startIndex..<end], as: UTF8.self).lowercased()
        length = end + 1 - bytes.startIndex
    }
}

extension UInt8 {
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var isPunctuation: Bool { (0x21...0x7E).contains(self) && !isDigit && !isLetter }
}
