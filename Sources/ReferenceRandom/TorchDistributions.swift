import Glibc

extension TorchGenerator {
    /// `uniform_(low, high)` on `count` float32 elements.
    package mutating func uniform(_ low: Float, _ high: Float, count: Int) -> [Float] {
        let width = high - low
        // One rounding, as in PyTorch's binaries for CPUs with fused multiply-add.
        return (0..<count).map { _ in low.addingProduct(uniform(), width) }
    }

    /// `normal_()` on `count` float32 elements: mean 0, deviation 1.
    package mutating func normal(count: Int) -> [Float] {
        guard count >= 16 else { return (0..<count).map { _ in Float(nextNormal()) } }
        var values = (0..<count).map { _ in uniform() }
        for start in stride(from: 0, through: count - 16, by: 16) { Self.boxMuller(&values, from: start) }
        if count % 16 != 0 {
            for place in count - 16..<count { values[place] = uniform() }
            Self.boxMuller(&values, from: count - 16)
        }
        return values
    }

    /// `randperm(count)`.
    package mutating func permutation(_ count: Int) -> [Int] {
        precondition(count < Int(UInt32.max / 20), "a permutation of \(count) would need PyTorch's 64-bit path")
        var order = Array(0..<count)
        for place in 0..<max(count - 1, 0) {
            order.swapAt(place, place + Int(next32() % UInt32(count - place)))
        }
        return order
    }

    /// `bernoulli_(probability)`: fills `mask` with 1 (kept) and 0, one 64-bit draw each.
    package mutating func bernoulli(_ probability: Double, into mask: inout [UInt8]) {
        mask.withUnsafeMutableBufferPointer { bernoulli(probability, into: $0) }
    }

    /// `bernoulli_(probability)` on a stretch of memory that the caller owns.
    package mutating func bernoulli(_ probability: Double, into mask: UnsafeMutableBufferPointer<UInt8>) {
        precondition((0...1).contains(probability), "\(probability) is not a probability")
        // (draw & (2^53 - 1)) * 2^-53 < p  is  (draw & (2^53 - 1)) < ceil(p * 2^53): scaling by a power of two is exact.
        let limit = UInt64((probability * 0x1p53).rounded(.up))
        var done = 0
        while done < mask.count {
            twister.prepareBlock()
            let pairs = min((MersenneTwister.blockSize - twister.position) / 2, mask.count - done)
            let part = UnsafeMutableBufferPointer(rebasing: mask[done..<done + max(pairs, 1)])
            // The last word of a block, left alone, pairs with the first of the next.
            if pairs > 0, compareHighHalves(with: UInt32(limit >> 32), into: part) {
                twister.skip(2 * pairs)
            } else {
                for place in part.indices { part[place] = next64() & (1 << 53 - 1) < limit ? 1 : 0 }
            }
            done += part.count
        }
    }

    /// A multiple of 2^-24 in [0, 1).
    private mutating func uniform() -> Float {
        Float(next32() & (1 << 24 - 1)) * 0x1p-24
    }

    /// A multiple of 2^-53 in [0, 1).
    private mutating func uniformDouble() -> Double {
        Double(next64() & (1 << 53 - 1)) * 0x1p-53
    }

    private mutating func nextNormal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        let u1 = uniformDouble()
        let u2 = uniformDouble()
        let radius = (-2 * log1p(-u2)).squareRoot()
        let angle = 2 * Double.pi * u1
        spareNormal = radius * sin(angle)
        return radius * cos(angle)
    }

    /// Turns 16 uniform values into 16 normal ones: radii from the first eight, angles from the last eight.
    private static func boxMuller(_ values: inout [Float], from start: Int) {
        let turn = Float(2 * Double.pi)  // not 2 * Float.pi, which Swift rounds down
        for place in start..<start + 8 {
            // Arguments are rounded to float32 as PyTorch's are; the functions are not, being its vector library's.
            let u = Double(1 - values[place])
            let angle = Double(turn * values[place + 8])
            let radius = (-2 * log(u)).squareRoot()
            values[place] = Float(radius * cos(angle))
            values[place + 8] = Float(radius * sin(angle))
        }
    }

    /// Compares the high half of each coming 64-bit draw of this block with the limit's, which decides but for a draw in
    /// two million; says whether it decided for all of them. Spends nothing.
    ///
    /// Half of the words then need no tempering, and the loop stays in vectors of 32-bit words.
    private func compareHighHalves(with limit: UInt32, into mask: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        twister.words.withUnsafeBytes { words in
            let (mask, start) = (UnsafeMutableRawBufferPointer(mask), 4 * twister.position)
            let limits = SIMD8(repeating: limit)
            var ties = SIMD8<UInt32>.zero
            var place = 0
            while place &+ 8 <= mask.count {
                let pairs = words.loadUnaligned(fromByteOffset: start &+ 8 &* place, as: SIMD16<UInt32>.self)
                let halves = MersenneTwister.tempered(pairs.evenHalf) & (1 << 21 - 1)
                // Both are at most 2^21, so the difference is negative exactly when half < limit.
                let below = (halves &- limits) &>> 31
                mask.storeBytes(of: SIMD8<UInt8>(truncatingIfNeeded: below), toByteOffset: place, as: SIMD8<UInt8>.self)
                ties |= SIMD8<UInt32>.zero.replacing(with: 1, where: halves .== limits)
                place &+= 8
            }
            while place < mask.count {
                let word = words.loadUnaligned(fromByteOffset: start &+ 8 &* place, as: UInt32.self)
                let half = MersenneTwister.tempered(word) & (1 << 21 - 1)
                mask[place] = half < limit ? 1 : 0
                ties[0] |= half == limit ? 1 : 0
                place &+= 1
            }
            return ties == .zero
        }
    }
}
