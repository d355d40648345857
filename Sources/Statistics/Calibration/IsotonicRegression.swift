/// A rising curve through weighted points that is closest to them in squares, straight between its knots.
///
/// Source: scikit-learn's `IsotonicRegression(out_of_bounds="clip")`; pooling adjacent violators as in R. Barlow et al.,
/// "Statistical Inference under Order Restrictions" (1972).
package struct IsotonicRegression: Sendable, Equatable, Codable {
    /// The scores of the knots, ascending.
    package let scores: [Double]
    /// The curve's values at the knots.
    package let values: [Double]

    /// Under so many samples, a curve follows noise and is not to be used.
    package static let fewestSamples = 100
    /// Under so many samples, a curve is to be judged on samples that it was not fitted to (`crossFitted`).
    package static let fewestWithoutCrossFitting = 1_000

    /// The curve of values over finite scores, at least one. Equal scores count as one with their mean.
    ///
    /// - Parameter weights: over 0 each; nil for equal ones.
    package static func fit(scores: [Double], values: [Double], weights: [Double]? = nil) -> Self {
        precondition(!scores.isEmpty && scores.count == values.count, "\(scores.count) scores, \(values.count) values")
        precondition(scores.allSatisfy(\.isFinite), "isotonic regression takes finite scores only")
        var blocks: [Block] = []
        for point in points(scores, values, weights ?? scores.map { _ in 1 }) {
            var block = point
            while let last = blocks.last, last.value >= block.value {
                block.take(blocks.removeLast())
            }
            blocks.append(block)
        }
        // A level stretch is known by its ends.
        let knots = blocks.flatMap { block in
            (block.low == block.high ? [block.low] : [block.low, block.high]).map { (score: $0, value: block.value) }
        }
        return Self(scores: knots.map(\.score), values: knots.map(\.value))
    }

    /// The curve's value, or that of its nearer end.
    package func predict(_ score: Double) -> Double {
        let after = scores.partitioningIndex { $0 >= score }
        guard after < scores.count else { return values[values.count - 1] }
        guard after > 0, scores[after] > score else { return values[after] }
        let share = (score - scores[after - 1]) / (scores[after] - scores[after - 1])
        return values[after - 1] + share * (values[after] - values[after - 1])
    }

    /// A block for each score, in ascending order.
    private static func points(_ scores: [Double], _ values: [Double], _ weights: [Double]) -> [Block] {
        var points: [Block] = []
        for place in scores.indices.sorted(by: { (scores[$0], $0) < (scores[$1], $1) }) {
            let point = Block(
                low: scores[place], high: scores[place], weight: weights[place], sum: weights[place] * values[place])
            if points.last?.high == scores[place] {
                points[points.count - 1].take(point)
            } else {
                points.append(point)
            }
        }
        return points
    }

    /// Neighbouring scores at which the curve is level.
    private struct Block {
        var low, high: Double
        var weight, sum: Double

        var value: Double { sum / weight }

        mutating func take(_ other: Block) {
            low = min(low, other.low)
            high = max(high, other.high)
            weight += other.weight
            sum += other.sum
        }
    }
}
