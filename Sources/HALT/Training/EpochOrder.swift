package import ReferenceRandom

/// The order a PyTorch `DataLoader` visits its items in, and what that draws from the global generator.
package enum EpochOrder {
    /// `shuffle=True`: two draws, a base seed and the seed of a generator whose permutation is the order.
    package static func shuffled(_ count: Int, from generator: inout TorchGenerator) -> [Int] {
        _ = generator.random64()
        var own = TorchGenerator(seed: UInt64(bitPattern: generator.random64()))
        return own.permutation(count)
    }

    /// `shuffle=False`: one draw, the base seed.
    package static func inOrder(_ count: Int, from generator: inout TorchGenerator) -> [Int] {
        _ = generator.random64()
        return Array(0..<count)
    }
}
