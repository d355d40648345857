/// PyTorch's CPU generator, draw for draw: MT19937 seeded with the low 32 bits of the seed.
///
/// Source: `aten/src/ATen/CPUGeneratorImpl.cpp`. The distributions are in `TorchDistributions.swift`.
package struct TorchGenerator: Sendable, Equatable, Codable {
    var twister: MersenneTwister
    /// The second value of a pair of normals, kept for the next draw of `normal_` on fewer than 16 elements.
    var spareNormal: Double?

    /// `torch.manual_seed(seed)`, or a generator of one's own after `manual_seed`.
    package init(seed: UInt64) {
        twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
    }

    package mutating func next32() -> UInt32 {
        twister.next()
    }

    /// Two 32-bit draws, the first one the high half.
    package mutating func next64() -> UInt64 {
        let high = UInt64(twister.next())
        return high << 32 | UInt64(twister.next())
    }

    /// `random_()` on an int64 tensor: 63 bits of a 64-bit draw.
    package mutating func random64() -> Int64 {
        Int64(next64() & (1 << 63 - 1))
    }

    /// Spends `count` 32-bit draws: what `uniform_` on `count` elements would, where its values are not wanted.
    package mutating func skip(_ count: Int) {
        twister.skip(count)
    }
}
