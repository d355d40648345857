/// NumPy's `default_rng(seed)`, draw for draw: SeedSequence, then PCG64, then `Generator`'s distributions.
///
/// Source: `numpy/random/src/distributions/distributions.c` and `_generator.pyx`.
package struct NumPyGenerator: Sendable, Equatable, Codable, RandomNumberGenerator {
    private var bits: PCG64
    /// The high half of the last 64-bit draw that a 32-bit draw took the low half of.
    private var spareHalf: UInt32?

    package init(seed: UInt64) {
        bits = PCG64(seed: seed)
    }

    /// A fresh 64-bit draw; a kept half stays where it is.
    package mutating func next() -> UInt64 {
        bits.next()
    }

    /// A 32-bit draw: the low half of a 64-bit draw, then that draw's high half.
    package mutating func next32() -> UInt32 {
        if let half = spareHalf {
            spareHalf = nil
            return half
        }
        let word = bits.next()
        spareHalf = UInt32(truncatingIfNeeded: word >> 32)
        return UInt32(truncatingIfNeeded: word)
    }

    /// `random()`: a multiple of 2^-53 in [0, 1).
    package mutating func random() -> Double {
        Double(bits.next() >> 11) * 0x1p-53
    }

    /// `uniform(low, high)`.
    package mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * random()
    }

    /// `integers(low, high)`: an integer in `low ..< high`.
    package mutating func integers(_ low: Int, _ high: Int) -> Int {
        precondition(low < high, "integers(\(low), \(high)) has nothing to draw from")
        let largest = UInt64(bitPattern: Int64(high &- 1 &- low))
        return low &+ Int(truncatingIfNeeded: bounded(largest))
    }

    /// `permutation(count)`: 0 ..< count, shuffled.
    package mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in (0..<count).dropFirst().reversed() {
            order.swapAt(last, masked(last))
        }
        return order
    }

    /// `choice(population, size=count, replace=False)`: `count` different integers of `0 ..< population`.
    package mutating func choice(_ population: Int, count: Int) -> [Int] {
        precondition(count <= population, "\(count) different numbers asked of \(population)")
        if population > 10_000, count > population / 50 {
            var order = Array(0..<population)
            shuffle(&order, downTo: max(population - count, 1))
            return Array(order[(population - count)...])
        }
        // Floyd's method: a value drawn before gives way to the largest one allowed at this step.
        var seen = Set<Int>()
        var chosen: [Int] = []
        for largest in population - count..<population {
            let drawn = Int(bounded(UInt64(largest)))
            let value = seen.insert(drawn).inserted ? drawn : largest
            seen.insert(value)
            chosen.append(value)
        }
        shuffle(&chosen, downTo: 1)
        return chosen
    }

    private mutating func shuffle(_ values: inout [Int], downTo first: Int) {
        guard values.count > first else { return }
        for last in (first..<values.count).reversed() {
            values.swapAt(last, Int(bounded(UInt64(last))))
        }
    }

    /// An integer in `0 ... largest` by drawing its bits until they fit: `permutation` draws so, `choice` does not.
    private mutating func masked(_ largest: Int) -> Int {
        let mask = Int.max >> (largest.leadingZeroBitCount - 1)
        while true {
            let value = Int(truncatingIfNeeded: largest <= UInt32.max ? UInt64(next32()) : bits.next()) & mask
            if value <= largest { return value }
        }
    }

    /// An integer in `0 ... largest` by Lemire's method: on 32-bit draws where the range fits them, else on 64-bit draws.
    private mutating func bounded(_ largest: UInt64) -> UInt64 {
        switch largest {
        case 0: 0
        case UInt64(UInt32.max): UInt64(next32())
        case ..<UInt64(UInt32.max): UInt64(bounded32(UInt32(largest)))
        case .max: bits.next()
        default: bounded64(largest)
        }
    }

    private mutating func bounded32(_ largest: UInt32) -> UInt32 {
        let count = largest + 1
        var product = count.multipliedFullWidth(by: next32())
        if product.low < count {
            let threshold = (.max - largest) % count
            while product.low < threshold { product = count.multipliedFullWidth(by: next32()) }
        }
        return product.high
    }

    private mutating func bounded64(_ largest: UInt64) -> UInt64 {
        let count = largest + 1
        var product = count.multipliedFullWidth(by: bits.next())
        if product.low < count {
            let threshold = (.max - largest) % count
            while product.low < threshold { product = count.multipliedFullWidth(by: bits.next()) }
        }
        return product.high
    }
}
