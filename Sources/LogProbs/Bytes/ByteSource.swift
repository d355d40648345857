package import Files
import Glibc

/// A file, standard input or bytes at hand as a run of bytes, without its compression where its first bytes say that it has one.
package final class ByteSource {
    /// As the user calls it.
    package let name: String
    private let file: Int32
    /// What is left of bytes at hand.
    private var rest: ArraySlice<UInt8> = []
    /// What was read to see whether it is compressed.
    private var head: [UInt8] = []
    private var inflater: Inflater?

    /// Opens a file; `-` is standard input.
    package init(_ path: String) throws(FileProblem) {
        name = path == "-" ? "standard input" : path
        file = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else {
            throw FileProblem(path: name, action: "cannot read", reason: String(cString: strerror(errno)))
        }
        do throws(FileDamage) {
            try readHead()
        } catch {
            close(file)
            throw FileProblem(path: name, action: "cannot read", reason: error.reason)
        }
    }

    /// The bytes of a file that was read already.
    package init(_ bytes: [UInt8], name: String) throws(FileProblem) {
        self.name = name
        file = -1
        rest = bytes[...]
        do throws(FileDamage) {
            try readHead()
        } catch {
            throw FileProblem(path: name, action: "cannot read", reason: error.reason)
        }
    }

    deinit {
        if file >= 0 { close(file) }
    }

    package var isCompressed: Bool { inflater != nil }

    private func readHead() throws(FileDamage) {
        // A pipe may give one byte at a time.
        while head.count < 2 {
            var byte: UInt8 = 0
            let count = try readFile(into: &byte, count: 1)
            guard count > 0 else { break }
            head.append(byte)
        }
        if head == [0x1F, 0x8B] { inflater = Inflater() }
    }

    /// Fills as much of `buffer` as is there; 0 is the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileDamage) -> Int {
        guard let inflater else { return try readRaw(into: buffer) }
        return try inflater.read(into: buffer) { (bytes) throws(FileDamage) in try readRaw(into: bytes) }
    }

    /// All bytes of a small file.
    package func all() throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 1)
        defer { room.deallocate() }
        do throws(FileDamage) {
            while true {
                let count = try read(into: room)
                guard count > 0 else { return bytes }
                bytes += room[..<count]
            }
        } catch {
            throw FileProblem(path: name, action: "cannot read", reason: error.reason)
        }
    }

    private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws(FileDamage) -> Int {
        guard !head.isEmpty else { return try readFile(into: buffer.baseAddress, count: buffer.count) }
        let count = min(head.count, buffer.count)
        for place in 0..<count { buffer[place] = head[place] }
        head.removeFirst(count)
        return count
    }

    private func readFile(into buffer: UnsafeMutableRawPointer?, count: Int) throws(FileDamage) -> Int {
        guard file >= 0 else {
            let taken = rest.prefix(count)
            taken.withUnsafeBytes {
                if let start = $0.baseAddress { buffer?.copyMemory(from: start, byteCount: $0.count) }
            }
            rest = rest.dropFirst(count)
            return taken.count
        }
        while true {
            let count = Glibc.read(file, buffer, count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileDamage(String(cString: strerror(errno))) }
        }
    }
}
