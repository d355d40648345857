/// Eight Float32 values worked at once: what the elementwise kernels are written in.
///
/// Plain loops over the many rows of a fused kernel are not vectorised (too many pointers that might overlap); these are.
@usableFromInline package typealias Lanes = SIMD8<Float>

extension Lanes {
    /// The eight values from `pointer` on.
    @inlinable @inline(__always)
    package init(_ pointer: UnsafePointer<Float>) {
        self = UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }

    /// The first `count` values from `pointer` on, then zeros.
    @inlinable @inline(__always)
    package init(_ pointer: UnsafePointer<Float>, count: Int) {
        if count == 8 {
            self.init(pointer)
        } else {
            self.init(repeating: 0)
            for k in 0..<count { self[k] = pointer[k] }
        }
    }

    /// Writes the first `count` values from `pointer` on.
    @inlinable @inline(__always)
    package func store(to pointer: UnsafeMutablePointer<Float>, count: Int) {
        if count == 8 {
            UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Lanes.self)
        } else {
            for k in 0..<count { pointer[k] = self[k] }
        }
    }
}

/// Calls `body` with each eight places of `0 ..< count`: the first place and how many there are (8, fewer at the end).
@inlinable @inline(__always)
package func forEachLanes(_ count: Int, _ body: (_ first: Int, _ count: Int) -> Void) {
    var first = 0
    while first &+ 8 <= count {
        body(first, 8)
        first &+= 8
    }
    if first < count { body(first, count &- first) }
}

/// The sum of products of two rows, eight partial sums at a time.
@inlinable
package func dotProduct(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    var sum = Lanes(repeating: 0)
    forEachLanes(count) { first, count in sum += Lanes(a + first, count: count) * Lanes(b + first, count: count) }
    return sum.sum()
}
