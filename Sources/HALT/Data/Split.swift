import ReferenceRandom

/// The places of a dataset's responses that train, validate and test.
package struct Split: Sendable, Equatable, Codable {
    package let train: [Int]
    package let validation: [Int]
    package let test: [Int]

    /// PyTorch's `random_split` with `torch.Generator().manual_seed(seed)`: one permutation, cut in order.
    ///
    /// Shares are rounded down; the test part is the rest.
    package init(count: Int, train trainShare: Double = 0.7, validation validationShare: Double = 0.15, seed: UInt64) {
        let isShare = trainShare >= 0 && validationShare >= 0 && trainShare + validationShare <= 1
        precondition(isShare, "shares \(trainShare) and \(validationShare) of one whole")
        var generator = TorchGenerator(seed: seed)
        let order = generator.permutation(count)
        let trained = Int(trainShare * Double(count))
        let validated = Int(validationShare * Double(count))
        train = Array(order[..<trained])
        validation = Array(order[trained..<trained + validated])
        test = Array(order[(trained + validated)...])
    }
}

extension Split {
    /// The parts that each response was put into: 0 to train on, 1 to validate with, 2 to test.
    package init(parts: [Int]) {
        train = parts.indices.filter { parts[$0] == 0 }
        validation = parts.indices.filter { parts[$0] == 1 }
        test = parts.indices.filter { parts[$0] == 2 }
    }
}
