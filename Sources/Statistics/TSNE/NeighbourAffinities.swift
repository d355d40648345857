import Glibc

/// t-SNE's joint probabilities: p(i, j) = (p(j | i) + p(i | j)) / 2n, each p(· | i) a Gaussian about point i whose
/// width makes its perplexity the one asked for.
///
/// Where no width does (more equal points than the perplexity), the nearest one is taken.
func neighbourAffinities(_ distances: SquareMatrix, perplexity: Double) -> SquareMatrix {
    let count = distances.count
    var conditional = SquareMatrix(count: count)
    for row in 0..<count {
        var neighbours = Neighbours(distances, of: row)
        neighbours.fit(entropy: log(perplexity))
        let start = row * conditional.stride
        for place in 0..<conditional.stride { conditional.vectors[start + place] = neighbours.probabilities[place] }
    }
    var joint = conditional
    let scale = 0.5 / Float(count)
    for row in 0..<count {
        for column in row + 1..<max(count, row + 1) {
            let value = (conditional[row, column] + conditional[column, row]) * scale
            joint[row, column] = value
            joint[column, row] = value
        }
    }
    return joint
}

/// The distribution over one point's neighbours: p(j) proportional to exp(-precision * distance(j)).
private struct Neighbours {
    /// Entropies this close, in nats, count as equal (scikit-learn's tolerance).
    private static let tolerance = 1e-5

    /// Squared distances less the smallest of them, so that at least one exponential is 1.
    private let distances: [Lanes]
    /// 1 for neighbours, 0 for the point itself and for padding.
    private let weights: [Lanes]
    private(set) var probabilities: [Lanes]

    init(_ matrix: SquareMatrix, of point: Int) {
        let width = Lanes.scalarCount
        var distances = Array(matrix.row(point))
        var weights = [Lanes](repeating: .zero, count: matrix.stride)
        var nearest = Float.infinity
        for other in 0..<matrix.count where other != point {
            weights[other / width][other % width] = 1
            nearest = min(nearest, distances[other / width][other % width])
        }
        for place in distances.indices { distances[place] = (distances[place] - nearest) * weights[place] }
        self.distances = distances
        self.weights = weights
        probabilities = weights
    }

    /// Finds the precision by Newton's method on its logarithm, kept inside the bracket found so far.
    mutating func fit(entropy target: Double) {
        var logPrecision = 0.0
        var (low, high) = (-40.0, 40.0)
        for step in 0..<100 {
            let precision = exp(logPrecision)
            let (sum, mean, variance) = weigh(precision: Float(precision))
            let excess = log(sum) + precision * mean - target
            guard abs(excess) > Self.tolerance, high - low > 1e-9 else { break }
            if excess > 0 { low = logPrecision } else { high = logPrecision }
            // The entropy falls by precision^2 * variance as the logarithm of the precision grows by 1.
            var next = logPrecision + excess / (precision * precision * variance)
            if step == 0, mean > 0 { next = -log(mean) }
            let isInside = next > low && next < high && abs(next - logPrecision) < 5
            logPrecision = isInside ? next : (low + high) / 2
        }
        normalise()
    }

    /// Sets the probabilities, times their sum; returns it and the mean and variance of the distance under them.
    private mutating func weigh(precision: Float) -> (sum: Double, mean: Double, variance: Double) {
        var (sums, firsts, seconds) = (Lanes.zero, Lanes.zero, Lanes.zero)
        for place in distances.indices {
            let distance = distances[place]
            let value = exponential(-precision * distance) * weights[place]
            probabilities[place] = value
            sums += value
            firsts += value * distance
            seconds += value * distance * distance
        }
        let sum = Double(sums.sum())
        let mean = Double(firsts.sum()) / sum
        return (sum, mean, max(Double(seconds.sum()) / sum - mean * mean, 0))
    }

    private mutating func normalise() {
        let scale = 1 / probabilities.reduce(Lanes.zero, +).sum()
        for place in probabilities.indices { probabilities[place] *= scale }
    }
}

/// e^x for x <= 0, to 2e-7 relative: 2^n by the exponent's bits, times a polynomial in the rest.
///
/// glibc's `expf` does not vectorise.
@inline(__always)
private func exponential(_ x: Lanes) -> Lanes {
    let lowest = Lanes(repeating: -87)
    let x = x.replacing(with: lowest, where: x .< lowest)
    // Adding 1.5 * 2^23 rounds to an integer, found in the low bits of the sum.
    let shifter = Lanes(repeating: 0x1.8p23)
    let shifted = x * 1.442_695_04 + shifter
    let n = shifted - shifter
    let r = x - n * 0.693_145_752 - n * 1.428_606_82e-6
    var value = 1 / 720 * r + 1 / 120
    value = value * r + 1 / 24
    value = value * r + 1 / 6
    value = value * r + 0.5
    value = value * r + 1
    value = value * r + 1
    let exponent = (unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &+ 127) &<< 23
    return value * unsafeBitCast(exponent, to: Lanes.self)
}
