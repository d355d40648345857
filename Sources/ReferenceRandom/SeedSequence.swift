/// NumPy's `SeedSequence`: spreads a seed over a pool of four words and draws generator states from it.
///
/// Source: `numpy/random/bit_generator.pyx`; the mixing is M. E. O'Neill's `seed_seq_fe`.
struct SeedSequence {
    private static let poolSize = 4
    private static let mixLeft: UInt32 = 0xca01_f9dd
    private static let mixRight: UInt32 = 0x4973_f715

    private var pool: [UInt32]

    init(seed: UInt64) {
        var hash = WordHash(constant: 0x43b0_d7e5, multiplier: 0x931e_8875)
        let entropy = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
        pool = (0..<Self.poolSize).map { hash.next($0 < entropy.count ? entropy[$0] : 0) }
        for source in 0..<Self.poolSize {
            for destination in 0..<Self.poolSize where source != destination {
                pool[destination] = Self.mix(pool[destination], hash.next(pool[source]))
            }
        }
    }

    /// The first `count` 64-bit words of `generate_state`, low half first.
    func state(count: Int) -> [UInt64] {
        var hash = WordHash(constant: 0x8b51_f9dd, multiplier: 0x58f3_8ded)
        let words = (0..<2 * count).map { hash.next(pool[$0 % Self.poolSize]) }
        return (0..<count).map { UInt64(words[2 * $0]) | UInt64(words[2 * $0 + 1]) << 32 }
    }

    private static func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
        let mixed = mixLeft &* x &- mixRight &* y
        return mixed ^ mixed >> 16
    }
}

/// A hash of single words whose constant moves on with each word.
private struct WordHash {
    var constant: UInt32
    let multiplier: UInt32

    mutating func next(_ word: UInt32) -> UInt32 {
        var value = word ^ constant
        constant = constant &* multiplier
        value = value &* constant
        return value ^ value >> 16
    }
}
