import Glibc

/// Memory for numbers, aligned to a cache line and freed with its last owner.
///
/// The one owner of raw memory in this target: `Matrix` and `BFloat16Matrix` are the safe doors to it.
final class Storage<Element: BitwiseCopyable>: @unchecked Sendable {
    let elements: UnsafeMutablePointer<Element>
    let count: Int

    /// `count` elements of zero bytes.
    init(count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Element>.stride
        // Big buffers sit on huge pages: products read them with strides that would miss the TLB otherwise.
        let isBig = bytes >= 8 << 20
        var memory: UnsafeMutableRawPointer?
        let status = posix_memalign(&memory, isBig ? 2 << 20 : 64, bytes)
        guard status == 0, let memory else { preconditionFailure("no memory for \(bytes) bytes (error \(status))") }
        if isBig { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
        memset(memory, 0, bytes)
        self.count = count
        elements = memory.bindMemory(to: Element.self, capacity: count)
    }

    deinit {
        free(elements)
    }
}
