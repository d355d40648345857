internal import CSimdJSON

/// Looks for bytes in bytes.
enum ByteSearch {
    static func holds(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        bytes_find(bytes.baseAddress, bytes.count, text.utf8Start, text.utf8CodeUnitCount) >= 0
    }

    static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes_find(bytes, bytes.count, part, part.count) >= 0
    }
}
