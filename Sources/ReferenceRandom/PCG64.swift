/// The PCG XSL-RR 128/64 generator, as NumPy's `PCG64` bit generator steps and seeds it.
///
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
/// Number Generation" (2014), section 6.3.3. State and increment are kept as halves so that they can be stored as JSON.
struct PCG64: Sendable, Equatable, Codable {
    private static let multiplier = UInt128(0x2360_ed05_1fc6_5da4) << 64 | UInt128(0x4385_df64_9fcc_f645)

    private var stateHigh: UInt64
    private var stateLow: UInt64
    private let incrementHigh: UInt64
    private let incrementLow: UInt64

    init(seed: UInt64) {
        let words = SeedSequence(seed: seed).state(count: 4)
        let increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
        incrementHigh = UInt64(truncatingIfNeeded: increment >> 64)
        incrementLow = UInt64(truncatingIfNeeded: increment)
        let state = (increment &+ (UInt128(words[0]) << 64 | UInt128(words[1]))) &* Self.multiplier &+ increment
        stateHigh = UInt64(truncatingIfNeeded: state >> 64)
        stateLow = UInt64(truncatingIfNeeded: state)
    }

    mutating func next() -> UInt64 {
        let increment = UInt128(incrementHigh) << 64 | UInt128(incrementLow)
        let state = (UInt128(stateHigh) << 64 | UInt128(stateLow)) &* Self.multiplier &+ increment
        stateHigh = UInt64(truncatingIfNeeded: state >> 64)
        stateLow = UInt64(truncatingIfNeeded: state)
        let folded = stateHigh ^ stateLow
        let turn = stateHigh >> 58
        return folded &>> turn | folded &<< (64 &- turn)
    }
}
