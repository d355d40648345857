/// Rows about their mean, scaled so that the largest coordinate has size 1: t-SNE does not depend on either, and
/// squared distances then neither overflow nor vanish.
struct CentredPoints {
    let count: Int
    /// Vectors a row, the last one padded with zeros.
    let stride: Int
    /// Row-major.
    let vectors: [Lanes]

    init(_ rows: [Float], count: Int) {
        let dimension = rows.count / count
        var means = [Double](repeating: 0, count: dimension)
        for row in 0..<count {
            for column in 0..<dimension { means[column] += Double(rows[row * dimension + column]) }
        }
        for column in 0..<dimension { means[column] /= Double(count) }
        var largest = 0.0
        for row in 0..<count {
            for column in 0..<dimension {
                largest = max(largest, abs(Double(rows[row * dimension + column]) - means[column]))
            }
        }
        let scale = largest > 0 ? 1 / largest : 0
        let stride = (dimension + Lanes.scalarCount - 1) / Lanes.scalarCount
        var vectors = [Lanes](repeating: .zero, count: count * stride)
        for row in 0..<count {
            for column in 0..<dimension {
                let value = (Double(rows[row * dimension + column]) - means[column]) * scale
                vectors[row * stride + column / Lanes.scalarCount][column % Lanes.scalarCount] = Float(value)
            }
        }
        self.count = count
        self.stride = stride
        self.vectors = vectors
    }

    /// The squared Euclidean distance of every two rows.
    func squaredDistances() -> SquareMatrix {
        var distances = SquareMatrix(count: count)
        vectors.withUnsafeBufferPointer { points in
            for first in 0..<count {
                let row = first * stride
                // Four at a time share the loads of the first row.
                for second in Swift.stride(from: first + 1, to: count, by: 4) {
                    let others = (0..<4).map { min(second + $0, count - 1) }
                    let sums = distances4(points, row, (others[0], others[1], others[2], others[3]))
                    for place in 0..<min(4, count - second) {
                        distances[first, second + place] = sums[place]
                        distances[second + place, first] = sums[place]
                    }
                }
            }
        }
        return distances
    }

    @inline(__always)
    private func distances4(
        _ points: UnsafeBufferPointer<Lanes>, _ row: Int, _ others: (Int, Int, Int, Int)
    ) -> SIMD4<Float> {
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        let (rowA, rowB, rowC, rowD) = (others.0 * stride, others.1 * stride, others.2 * stride, others.3 * stride)
        for place in 0..<stride {
            let x = points[row + place]
            let (da, db) = (x - points[rowA + place], x - points[rowB + place])
            let (dc, dd) = (x - points[rowC + place], x - points[rowD + place])
            a += da * da
            b += db * db
            c += dc * dc
            d += dd * dd
        }
        return SIMD4(a.sum(), b.sum(), c.sum(), d.sum())
    }
}
