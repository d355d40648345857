/// Addresses in plain text that are links without being marked as such.
///
/// Source: https://github.github.com/gfm/#autolinks-extension-
enum AutomaticLink {
    /// The length in bytes of the web address that a text begins with, or 0.
    static func length(of text: ArraySlice<UInt8>) -> Int {
        let head = text.prefix(8).map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        let schemes = ["http://", "https://", "www."].map { Array($0.utf8) }
        guard let scheme = schemes.first(where: { head.starts(with: $0) }) else { return 0 }
        let isWeb = scheme.last == UInt8(ascii: ".")
        let domain = text.dropFirst(isWeb ? 0 : scheme.count).prefix { isDomainPart($0) }
        guard isDomain(domain, atLeast: isWeb ? 2 : 1) else { return 0 }
        let end = text[domain.endIndex...].firstIndex { $0.isSpace || $0 == UInt8(ascii: "<") } ?? text.endIndex
        return trimmed(text[..<end]).count
    }

    /// The text as texts and links.
    static func links(in text: String) -> [MarkdownInline] {
        guard
            text.utf8.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") })
        else { return [.text(text)] }
        let bytes = Array(text.utf8)
        var inlines: [MarkdownInline] = []
        var plain = 0
        var index = 0
        while index < bytes.count {
            guard let (range, prefix) = link(in: bytes, at: index, after: plain) else {
                index += 1
                continue
            }
            if range.lowerBound > plain { inlines.append(.text(string(bytes[plain..<range.lowerBound]))) }
            let words = string(bytes[range])
            inlines.append(.link(destination: prefix + words, title: "", [.text(words)]))
            (plain, index) = (range.upperBound, range.upperBound)
        }
        if plain < bytes.count { inlines.append(.text(string(bytes[plain...]))) }
        return inlines
    }

    private static func link(in bytes: [UInt8], at index: Int, after start: Int) -> (Range<Int>, prefix: String)? {
        switch bytes[index] {
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "w"), UInt8(ascii: "W"):
            let isBoundary = index == 0 || bytes[index - 1].isSpace || "*_~(".utf8.contains(bytes[index - 1])
            let length = isBoundary ? length(of: bytes[index...]) : 0
            guard length > 0 else { return nil }
            return (index..<(index + length), bytes[index] | 0x20 == UInt8(ascii: "w") ? "http://" : "")
        case UInt8(ascii: "@"):
            return mail(in: bytes, at: index, after: start).map { ($0, "mailto:") }
        default: return nil
        }
    }

    private static func mail(in bytes: [UInt8], at index: Int, after start: Int) -> Range<Int>? {
        let name = bytes[start..<index].reversed().prefix { $0.isLetter || $0.isDigit || ".-_+".utf8.contains($0) }
        var domain = bytes[(index + 1)...].prefix { isDomainPart($0) && $0 < 0x80 }
        while domain.last == UInt8(ascii: ".") { domain.removeLast() }
        guard !name.isEmpty, domain.contains(UInt8(ascii: ".")), let last = domain.last, last.isLetter || last.isDigit,
            bytes.count == domain.endIndex || bytes[domain.endIndex] != UInt8(ascii: "@")
        else { return nil }
        return (index - name.count)..<domain.endIndex
    }

    private static func isDomainPart(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte >= 0x80 || ".-_".utf8.contains(byte)
    }

    private static func isDomain(_ text: ArraySlice<UInt8>, atLeast count: Int) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."))
        return parts.count >= count && text.first != UInt8(ascii: ".")
            && !parts.suffix(2).contains { $0.contains(UInt8(ascii: "_")) }
    }

    /// Without what ends the sentence around it.
    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        var surplus = text.count { $0 == UInt8(ascii: ")") } - text.count { $0 == UInt8(ascii: "(") }
        while let last = text.last {
            if "?!.,:*_~'\"".utf8.contains(last) {
                text.removeLast()
            } else if last == UInt8(ascii: ")"), surplus > 0 {
                text.removeLast()
                surplus -= 1
            } else if last == UInt8(ascii: ";"), let entity = entity(endOf: text) {
                text = text[..<entity]
            } else {
                break
            }
        }
        return text
    }

    /// Where an entity such as `&copy;` begins that ends the text.
    private static func entity(endOf text: ArraySlice<UInt8>) -> Int? {
        let name = text.dropLast().reversed().prefix { $0.isLetter || $0.isDigit }
        let start = text.endIndex - 2 - name.count
        return !name.isEmpty && start >= text.startIndex && text[start] == UInt8(ascii: "&") ? start : nil
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
