internal import CZlib

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
