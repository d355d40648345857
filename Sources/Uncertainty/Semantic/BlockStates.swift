import Glibc

/// A token's hidden state after each of a model's blocks.
package struct BlockStates: Sendable, Equatable {
    /// One block's state after the other, from the first block on.
    package let values: [Float]
    /// How many numbers a state has.
    package let width: Int

    package init(_ values: [Float], width: Int) {
        precondition(
            width > 0 && !values.isEmpty && values.count.isMultiple(of: width),
            "\(values.count) values are no states of \(width) each")
        self.values = values
        self.width = width
    }

    /// How many blocks there are.
    package var count: Int { values.count / width }

    /// The state after the last block.
    package var last: ArraySlice<Float> { values.suffix(width) }

    /// delta_sigma: the root of the mean squared distance of the states' unit vectors from their mean. From 0, where all states
    /// point the same way, to 1.
    package var flexibility: Double {
        var units = [Double](repeating: 0, count: values.count)
        var mean = [Double](repeating: 0, count: width)
        for block in 0..<count {
            let place = block * width
            var squares = 0.0
            for column in 0..<width { squares += Double(values[place + column]) * Double(values[place + column]) }
            let norm = sqrt(squares + 1e-8)
            for column in 0..<width {
                units[place + column] = Double(values[place + column]) / norm
                mean[column] += units[place + column]
            }
        }
        for column in 0..<width { mean[column] /= Double(count) }
        var distances = 0.0
        for block in 0..<count {
            for column in 0..<width {
                let distance = units[block * width + column] - mean[column]
                distances += distance * distance
            }
        }
        return sqrt(distances / Double(count))
    }

    /// The cosine of the angle between two states of one length; 0 where one of them is nothing.
    package static func cosine(_ first: some Sequence<Float>, _ second: some Sequence<Float>) -> Double {
        var (product, one, other) = (0.0, 0.0, 0.0)
        for (x, y) in zip(first, second) {
            product += Double(x) * Double(y)
            one += Double(x) * Double(x)
            other += Double(y) * Double(y)
        }
        let norms = sqrt(one) * sqrt(other)
        return norms > 0 ? product / norms : 0
    }
}
