import Glibc

/// Looks through bytes for the ends of JSON values and of lines, without parsing them.
enum JSONScan {
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The place of the first line's end.
    static func newline(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count,
            let found = memchr(base + start, 0x0A, bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// How many lines end in some bytes.
    static func lines(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
        var count = 0
        for byte in bytes[range] where byte == 0x0A { count += 1 }
        return count
    }

    /// The place behind the value that begins at `start`; nil where it has no end before `end`.
    static func endOfValue(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        var depth = 0
        var place = start
        while place < end {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                guard let close = endOfString(bytes, from: place, to: end) else { return nil }
                place = close
                if depth == 0 { return place }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // A number ends before the bracket of the list that it is in.
                if depth == 0, place > start { return place }
                depth -= 1
                if depth <= 0 { return place + 1 }
            case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return place }
            default: break
            }
            place += 1
        }
        return nil
    }

    private static func endOfString(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        var place = start + 1
        while place < end {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 2
            case UInt8(ascii: "\""): return place + 1
            default: place += 1
            }
        }
        return nil
    }
}
