/// How text is written so that neither HTML nor XML reads markup in it.
package enum Escaping {
    /// Writes `text` with `& < >` (and `"`, inside an attribute) as entities. Characters that no HTML or XML document
    /// may hold (controls, noncharacters) become U+FFFD, the replacement character.
    static func write(_ text: String, quotes: Bool, to output: inout String) {
        guard text.utf8.contains(where: isNotable) else {
            output += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"" where quotes: output += "&quot;"
            default: output.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
            }
        }
    }

    /// The text that `write` wrote so.
    package static func unescaped(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var result = ""
        var rest = text
        while let mark = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<mark]
            rest = rest[mark...]
            let entity = entities.first { rest.utf8.starts(with: $0.name.utf8) }
            result += entity?.text ?? "&"
            rest = rest[rest.utf8.index(rest.startIndex, offsetBy: entity?.name.utf8.count ?? 1)...]
        }
        return result + rest
    }

    private static let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")].map {
        (name: $0.0, text: $0.1)
    }

    /// Whether a UTF-8 byte may begin a character that is not written as it stands.
    private static func isNotable(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x21, 0x23...0x25, 0x27...0x3B, 0x3D, 0x3F...0x7E, 0x0A, 0xC3...0xEE: false
        default: byte < 0x80 || byte == 0xC2 || byte >= 0xEF
        }
    }

    /// https://infra.spec.whatwg.org/#control and #noncharacter; tab and line breaks are allowed.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }
}
