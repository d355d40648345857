/// Reads citations from the bytes of a paragraph.
enum CitationScanner {
    /// Longer brackets are none of a citation.
    private static let longest = 1000

    /// A name after an `@`, in bytes of the text.
    struct Name: Hashable {
        /// From the `@` to the name's end.
        var range: Range<Int>
    }

    /// The length of the citation in brackets that a text begins with, or 0.
    ///
    /// `[see @shapiro2026, p. 3; @cho2014]`: each part between semicolons has one name.
    static func bracketLength(of text: ArraySlice<UInt8>) -> Int {
        guard text.first == UInt8(ascii: "[") else { return 0 }
        let inside = text.dropFirst().prefix(longest)
        guard let end = inside.firstIndex(where: { "[]^`<".utf8.contains($0) }), inside[end] == UInt8(ascii: "]"),
            inside[..<end].contains(UInt8(ascii: "@"))
        else { return 0 }
        let parts = inside[..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ names(in: $0).count == 1 }) else { return 0 }
        return end + 1 - text.startIndex
    }

    /// The length of the name with its `@` that a text begins with, or 0. What stands before must not be a word's part.
    static func nameLength(of text: ArraySlice<UInt8>) -> Int {
        guard text.first == UInt8(ascii: "@"), let first = text.dropFirst().first, isWordPart(first) else { return 0 }
        var end = text.startIndex + 1
        while end < text.endIndex {
            if isWordPart(text[end]) {
                end += 1
            } else if ":.-+/_".utf8.contains(text[end]), end + 1 < text.endIndex, isWordPart(text[end + 1]) {
                end += 2
            } else {
                break
            }
        }
        return end - text.startIndex
    }

    /// Whether a name may begin after this byte.
    static func isBoundary(_ byte: UInt8?) -> Bool {
        guard let byte else { return true }
        return !isWordPart(byte) && !".@/\\+".utf8.contains(byte)
    }

    /// The names of a text, from left to right.
    static func names(in text: ArraySlice<UInt8>) -> [Name] {
        var names: [Name] = []
        var index = text.startIndex
        while let at = text[index...].firstIndex(of: UInt8(ascii: "@")) {
            let length = isBoundary(at > text.startIndex ? text[at - 1] : nil) ? nameLength(of: text[at...]) : 0
            if length > 0 { names.append(Name(range: at..<(at + length))) }
            index = at + max(1, length)
        }
        return names
    }

    private static func isWordPart(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }
}

extension Citation {
    /// Reads what the scanner has found; `place` gives the place of a byte of it.
    init(scanned source: String, place: (Int) -> SourcePlace) {
        let bytes = Array(source.utf8)
        isBracketed = bytes.first == UInt8(ascii: "[")
        self.source = source
        let inside = isBracketed ? bytes.dropFirst().dropLast() : bytes[...]
        items = inside.split(separator: UInt8(ascii: ";")).flatMap { part in
            CitationScanner.names(in: part).map { Item(name: $0.range, in: part, place: place($0.range.lowerBound)) }
        }
    }
}

extension Citation.Item {
    fileprivate init(name: Range<Int>, in part: ArraySlice<UInt8>, place: SourcePlace) {
        let before = part[..<name.lowerBound]
        omitsAuthors = before.last == UInt8(ascii: "-")
        prefix = Self.words(omitsAuthors ? before.dropLast() : before)
        target = CitationTarget(named: Substring(decoding: part[name].dropFirst(), as: UTF8.self))
        let behind = Self.words(part[name.upperBound...])
        suffix = behind.first == "," ? String(behind.dropFirst().trimmed) : behind
        self.place = place
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
