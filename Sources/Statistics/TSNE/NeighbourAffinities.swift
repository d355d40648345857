import Glibc
import Tensors

/// t-SNE's joint probabilities: p(i, j) = (p(j | i) + p(i | j)) / 2n, each p(· | i) a Gaussian about point i whose
/// width makes its perplexity the one asked for. [n, n], padded, as the squared distances.
///
/// Where no width does (more equal points than the perplexity), the nearest one is taken.
func neighbourAffinities(_ distances: Matrix, perplexity: Double, _ workers: WorkerPair) -> Matrix {
    let count = distances.rows
    let conditional = Matrix.padded(rows: count, columns: count)
    workers.halves(of: count) { rows in
        for row in rows {
            var neighbours = Neighbours(distances, of: row)
            neighbours.fit(entropy: log(perplexity))
            neighbours.store(to: conditional.row(row))
        }
    }
    let joint = Matrix.padded(rows: count, columns: count)
    let scale = 0.5 / Float(count)
    workers.halves(of: count) { rows in
        for row in rows {
            let (target, own) = (joint.row(row), conditional.row(row))
            for column in 0..<count { target[column] = (own[column] + conditional[column, row]) * scale }
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
    private var probabilities: [Lanes]

    init(_ matrix: Matrix, of point: Int) {
        var distances = (0..<matrix.vectors).map { matrix.vector(point, $0) }
        var weights = [Lanes](repeating: .zero, count: matrix.vectors)
        var nearest = Float.infinity
        for other in 0..<matrix.columns where other != point {
            weights[other / 8][other % 8] = 1
            nearest = min(nearest, matrix[point, other])
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

    func store(to row: UnsafeMutablePointer<Float>) {
        for place in probabilities.indices { probabilities[place].store(to: row + place * 8, count: 8) }
    }
}
