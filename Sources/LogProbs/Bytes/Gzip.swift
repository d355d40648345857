internal import CZlib
import Glibc

// The only file that names zlib.

/// Takes gzip's compression away, members one after the other.
final class Inflater {
    private var stream = z_stream()
    private let input: UnsafeMutableRawBufferPointer
    /// Where the rest of the input begins, and how much it is.
    private var start = 0
    private var rest = 0
    /// Whether a member has begun and not ended.
    private var isInside = false

    init() {
        input = .allocate(byteCount: 1 << 18, alignment: 1)
        // 15 is the largest window, 16 says that the form is gzip's.
        let code = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib does not start: \(code)")
    }

    deinit {
        inflateEnd(&stream)
        input.deallocate()
    }

    /// Fills as much of `buffer` as it can; 0 is the end.
    ///
    /// - Parameter read: fills a buffer with compressed bytes and says how many there were; 0 is the end.
    func read(
        into buffer: UnsafeMutableRawBufferPointer,
        _ read: (UnsafeMutableRawBufferPointer) throws(FileDamage) -> Int
    ) throws(FileDamage) -> Int {
        var written = 0
        while written == 0 {
            if rest == 0 {
                let count = try read(input)
                guard count > 0 else {
                    if isInside { throw FileDamage("its compressed data end early") }
                    return 0
                }
                (start, rest) = (0, count)
            }
            written = try inflateOnce(into: buffer)
        }
        return written
    }

    private func inflateOnce(into buffer: UnsafeMutableRawBufferPointer) throws(FileDamage) -> Int {
        isInside = true
        stream.next_in = input.baseAddress.map { ($0 + start).assumingMemoryBound(to: UInt8.self) }
        stream.avail_in = UInt32(rest)
        stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(min(buffer.count, Int(Int32.max)))
        let room = Int(stream.avail_out)
        let code = inflate(&stream, Z_NO_FLUSH)
        start += rest - Int(stream.avail_in)
        rest = Int(stream.avail_in)
        switch code {
        case Z_STREAM_END:
            // Another member may follow.
            isInside = false
            inflateReset(&stream)
        case Z_OK, Z_BUF_ERROR: break
        // Where nothing has come of a member it may be none: something else follows the last.
        default: throw FileDamage("its compressed data are damaged", cutsLine: stream.total_out > 0)
        }
        return room - Int(stream.avail_out)
    }
}

/// Compresses bytes in gzip's form, without a name and a time, so that the same bytes give the same file.
final class Deflater {
    private var stream = z_stream()
    private var output: [UInt8]

    init() {
        output = Array(repeating: 0, count: 1 << 18)
        let code = deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib does not start: \(code)")
    }

    deinit {
        deflateEnd(&stream)
    }

    /// What is ready of `bytes` and of those before; all of it where they are the last.
    func compressed(_ bytes: [UInt8], isLast: Bool = false) -> [UInt8] {
        var bytes = bytes
        var ready: [UInt8] = []
        bytes.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            repeat {
                let count = output.withUnsafeMutableBufferPointer { room in
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    return room.count - Int(stream.avail_out)
                }
                ready += output[..<count]
            } while stream.avail_out == 0
        }
        return ready
    }
}
