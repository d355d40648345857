/// `torch.nn.utils.clip_grad_norm_`: one factor for all gradients that brings their common L2 norm down to a limit.
package struct GradientClipping: Sendable, Equatable {
    /// The L2 norm of all gradients before clipping.
    package let norm: Float
    /// limit / (norm + 1e-6), at most 1.
    package let factor: Float

    package init(_ gradients: ParameterSet, limit: Double) {
        let squares = Self.norms(gradients).reduce(0.0) { $0 + Double($1) * Double($1) }
        norm = Float(squares.squareRoot())
        factor = min(1, Float(limit) / (norm + 1e-6))
    }

    /// The L2 norm of each parameter's gradient, in the table's order.
    package static func norms(_ gradients: ParameterSet) -> [Float] {
        gradients.values.withUnsafeBufferPointer { values in
            gradients.table.entries.map { entry in
                var sums = SIMD4<Double>(repeating: 0)
                let end = entry.offset + entry.count
                var k = entry.offset
                while k + 4 <= end {
                    let four = SIMD4<Double>(
                        Double(values[k]), Double(values[k + 1]), Double(values[k + 2]), Double(values[k + 3]))
                    sums += four * four
                    k += 4
                }
                while k < end {
                    sums[0] += Double(values[k]) * Double(values[k])
                    k += 1
                }
                return Float(sums.sum().squareRoot())
            }
        }
    }
}
