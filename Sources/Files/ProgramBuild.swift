import Glibc

/// The build of the running program.
package enum ProgramBuild {
    /// The identity that the linker gave it (a digest of its content), in hexadecimal digits; nil where it gave none.
    ///
    /// Source: the ELF note `NT_GNU_BUILD_ID`, https://refspecs.linuxfoundation.org/elf/elf.pdf and `ld --build-id`.
    package static var identity: String? {
        let file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let header = read(64, at: 0, of: file)
        guard header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
        let (table, size, count) = (
            header.integer(at: 32, bytes: 8), header.integer(at: 54, bytes: 2), header.integer(at: 56, bytes: 2)
        )
        guard table < 1 << 32, size >= 56, count < 1000 else { return nil }
        for index in 0..<count {
            let segment = read(56, at: table + index * size, of: file)
            guard segment.integer(at: 0, bytes: 4) == noteSegment else { continue }
            let (offset, length) = (segment.integer(at: 8, bytes: 8), segment.integer(at: 32, bytes: 8))
            guard length < 1 << 16, offset < 1 << 40 else { continue }
            if let identity = identity(in: read(length, at: offset, of: file)) { return identity }
        }
        return nil
    }

    private static let noteSegment = 4
    private static let buildIdentity = 3

    /// Notes: the sizes of a name and of what follows it, a type, then both, each rounded up to four bytes.
    private static func identity(in notes: [UInt8]) -> String? {
        var place = 0
        while place + 12 <= notes.count {
            let (name, content) = (notes.integer(at: place, bytes: 4), notes.integer(at: place + 4, bytes: 4))
            let start = place + 12 + (name + 3) / 4 * 4
            guard start + content <= notes.count else { return nil }
            let isGNU = notes[(place + 12)..<min(place + 12 + name, notes.count)].elementsEqual("GNU\0".utf8)
            if isGNU, notes.integer(at: place + 8, bytes: 4) == buildIdentity {
                return SHA256.hex(Array(notes[start..<start + content]))
            }
            place = start + (content + 3) / 4 * 4
        }
        return nil
    }

    private static func read(_ count: Int, at offset: Int, of file: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        return pread(file, &bytes, count, off_t(offset)) == count ? bytes : []
    }
}

extension [UInt8] {
    /// A little-endian integer, 0 where the bytes end before it.
    fileprivate func integer(at place: Int, bytes: Int) -> Int {
        guard place >= 0, place + bytes <= count else { return 0 }
        return Int(
            truncatingIfNeeded: self[place..<place + bytes].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
