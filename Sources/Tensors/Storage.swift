import Glibc

/// Memory for Float32 elements, aligned to a cache line and freed with its last owner.
///
/// The one owner of raw memory in this target: `Matrix` is the safe door to it.
final class Storage: @unchecked Sendable {
    let elements: UnsafeMutablePointer<Float>
    let count: Int

    /// `count` zeros.
    init(count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Float>.stride
        // Big buffers sit on huge pages: products read them with strides that would miss the TLB otherwise.
        let isBig = bytes >= 8 << 20
        var memory: UnsafeMutableRawPointer?
        let status = posix_memalign(&memory, isBig ? 2 << 20 : 64, bytes)
        guard status == 0, let memory else { preconditionFailure("no memory for \(bytes) bytes (error \(status))") }
        if isBig { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
        self.count = count
        elements = memory.bindMemory(to: Float.self, capacity: count)
        elements.initialize(repeating: 0, count: count)
    }

    deinit {
        free(elements)
    }
}
