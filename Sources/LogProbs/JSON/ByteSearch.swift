import Glibc

/// Looks for bytes in bytes.
enum ByteSearch {
    /// Whether some bytes hold one of some texts, each of which begins with a quotation mark; in one pass.
    static func holds(_ bytes: UnsafeRawBufferPointer, anyOf texts: [StaticString]) -> Bool {
        any(bytes, UInt8(ascii: "\"")) { start, count in
            texts.contains { text in
                let length = text.utf8CodeUnitCount
                // The second byte rules most places out.
                return length <= count && start.load(fromByteOffset: 1, as: UInt8.self) == text.utf8Start[1]
                    && memcmp(start, text.utf8Start, length) == 0
            }
        }
    }

    /// Whether some bytes hold others.
    static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        return bytes.withUnsafeBytes { bytes in
            any(bytes, first) { start, count in part.count <= count && memcmp(start, part, part.count) == 0 }
        }
    }

    /// Whether something holds of one of the places where a byte stands, and of how many bytes there are from it on.
    private static func any(
        _ bytes: UnsafeRawBufferPointer, _ byte: UInt8, _ holds: (UnsafeRawPointer, Int) -> Bool
    ) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        var place = 0
        while let found = memchr(base + place, Int32(byte), bytes.count - place) {
            place = UnsafeRawPointer(found) - base
            if holds(base + place, bytes.count - place) { return true }
            place += 1
        }
        return false
    }
}
