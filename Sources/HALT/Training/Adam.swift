import Tensors

/// `torch.optim.Adam` with its L2 weight decay (added to the gradient), one scalar loop in PyTorch's order of operations.
package struct Adam: Sendable, Equatable {
    package var learningRate: Double
    package let weightDecay: Double
    /// Steps taken.
    package private(set) var steps = 0
    /// The running means of gradients and of their squares.
    package private(set) var firstMoment: [Float]
    package private(set) var secondMoment: [Float]

    private static let beta1 = 0.9
    private static let beta2 = 0.999
    private static let epsilon = 1e-8

    package init(count: Int, learningRate: Double, weightDecay: Double) {
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        firstMoment = [Float](repeating: 0, count: count)
        secondMoment = [Float](repeating: 0, count: count)
    }

    /// An optimiser as it was after `steps` steps.
    init(steps: Int, firstMoment: [Float], secondMoment: [Float], learningRate: Double, weightDecay: Double) {
        self.steps = steps
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
        self.learningRate = learningRate
        self.weightDecay = weightDecay
    }

    /// Moves `parameters` once along `gradients`, each gradient first multiplied by `scale`.
    package mutating func step(_ parameters: inout [Float], _ gradients: [Float], scale: Float = 1) {
        precondition(
            parameters.count == firstMoment.count && gradients.count == firstMoment.count,
            "\(parameters.count) parameters, \(gradients.count) gradients, \(firstMoment.count) moments")
        steps += 1
        let correction1 = 1 - power(Self.beta1, steps)
        let correction2 = (1 - power(Self.beta2, steps)).squareRoot()
        let stepSize = Float(-(learningRate / correction1))
        let (root2, epsilon, decay) = (Float(correction2), Float(Self.epsilon), Float(weightDecay))
        let (weight1, beta2, weight2) = (Float(1 - Self.beta1), Float(Self.beta2), Float(1 - Self.beta2))
        firstMoment.withUnsafeMutableBufferPointer { m in
            secondMoment.withUnsafeMutableBufferPointer { v in
                parameters.withUnsafeMutableBufferPointer { p in
                    gradients.withUnsafeBufferPointer { gradients in
                        for k in 0..<p.count {
                            let g = gradients[k] * scale + decay * p[k]
                            m[k] = m[k] + weight1 * (g - m[k])
                            v[k] = v[k] * beta2 + weight2 * g * g
                            let denominator = v[k].squareRoot() / root2 + epsilon
                            p[k] = p[k] + stepSize * m[k] / denominator
                        }
                    }
                }
            }
        }
    }

    /// base^exponent by squaring, as exact as a library's to the last place or two.
    private func power(_ base: Double, _ exponent: Int) -> Double {
        var (result, square, left) = (1.0, base, exponent)
        while left > 0 {
            if left & 1 == 1 { result *= square }
            square *= square
            left >>= 1
        }
        return result
    }
}
