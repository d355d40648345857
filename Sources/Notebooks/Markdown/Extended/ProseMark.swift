/// Characters that stand for Markdown's own while libcmark reads what an extension keeps from it.
///
/// All are control characters, which CommonMark takes for letters and no page may hold. A notebook's own become DEL in prose,
/// which a page shows in the same way.
enum ProseMark {
    /// After the opening dollars of a formula.
    static let formula: UInt8 = 0x18
    /// After the `^` that stands for the `[` of a footnote's mark; another `^` ends it.
    static let footnote: UInt8 = 0x1A
    /// After the `^` that stands before a citation; another `^` follows it.
    static let citation: UInt8 = 0x1B
    /// At the beginning of a table's cell or a footnote, with a space after it.
    static let block: UInt8 = 0x1E
    /// After a tilde that strikes nothing through.
    static let plain: UInt8 = 0x1F

    private static let characters = Array("\\`*_&<>[] $~".utf8)
    private static let codes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 0x0E, 0x0F, 0x10, 0x11]
    private static let delete: UInt8 = 0x7F

    /// What keeps a character from CommonMark.
    static func protected(_ byte: UInt8) -> UInt8 {
        characters.firstIndex(of: byte).map { codes[$0] } ?? unreserved(byte)
    }

    /// A character of the notebook's own that is no mark.
    static func unreserved(_ byte: UInt8) -> UInt8 {
        guard byte < 0x20 else { return byte }
        return codes.contains(byte) || [formula, footnote, citation, block, plain].contains(byte) ? delete : byte
    }

    /// The text as the notebook has it.
    static func decoded(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") }) else { return String(text) }
        var bytes: [UInt8] = []
        var (isFootnote, isCitation) = (false, false)
        for byte in text.utf8 {
            switch byte {
            case formula, plain, block: break
            case footnote where bytes.last == UInt8(ascii: "^"):
                bytes.removeLast()
                bytes += Array("[^".utf8)
                isFootnote = true
            case citation where bytes.last == UInt8(ascii: "^"):
                bytes.removeLast()
                isCitation = true
            case UInt8(ascii: "^") where isCitation: isCitation = false
            case UInt8(ascii: "^") where isFootnote:
                bytes.append(UInt8(ascii: "]"))
                isFootnote = false
            default: bytes.append(codes.firstIndex(of: byte).map { characters[$0] } ?? byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
