extension Character {
    /// Whether the character may stand in the name of a value, a parameter or an option.
    package var isNamePart: Bool {
        isASCII && (isLetter || isNumber || self == "_" || self == "." || self == "-")
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    package var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }) else { return self[endIndex...] }
        let last = lastIndex { !$0.isWhitespace } ?? first
        return self[first...last]
    }
}

extension Substring {
    /// The first place where the other text stands, byte for byte.
    func firstRange(of other: String) -> Range<Index>? {
        guard let first = other.utf8.first else { return nil }
        var rest = utf8
        while let hit = rest.firstIndex(of: first) {
            rest = rest[hit...]
            if rest.starts(with: other.utf8) {
                return hit..<rest.index(hit, offsetBy: other.utf8.count)
            }
            rest = rest.dropFirst()
        }
        return nil
    }
}

extension Double {
    /// The number as an author writes it: `5` for five, `0.5` for a half.
    package var plain: String {
        Int(exactly: self).map(String.init) ?? String(self)
    }
}
