import Tensors

/// Rows about their mean, scaled so that the largest coordinate has size 1: t-SNE does not depend on either, and
/// squared distances then neither overflow nor vanish.
struct CentredPoints: Sendable {
    let count: Int
    /// [count, dimension], padded.
    let rows: Matrix

    init(_ values: [Float], count: Int) {
        let dimension = values.count / count
        var means = [Double](repeating: 0, count: dimension)
        for row in 0..<count {
            for column in 0..<dimension { means[column] += Double(values[row * dimension + column]) }
        }
        for column in 0..<dimension { means[column] /= Double(count) }
        var largest = 0.0
        for row in 0..<count {
            for column in 0..<dimension {
                largest = max(largest, abs(Double(values[row * dimension + column]) - means[column]))
            }
        }
        let scale = largest > 0 ? 1 / largest : 0
        rows = Matrix.padded(rows: count, columns: dimension)
        for row in 0..<count {
            let target = rows.row(row)
            for column in 0..<dimension {
                target[column] = Float((Double(values[row * dimension + column]) - means[column]) * scale)
            }
        }
        self.count = count
    }

    /// The squared Euclidean distance of every two rows: [count, count], padded.
    func squaredDistances(_ workers: WorkerPair) -> Matrix {
        let distances = Matrix.padded(rows: count, columns: count)
        // Early rows have more rows after them: at this one the pairs are halved.
        let middle = Int(Double(count) * (1 - 0.5.squareRoot()))
        workers.run(
            { measure(0..<middle, into: distances) },
            { measure(middle..<count, into: distances) })
        return distances
    }

    /// The distances of some rows to all rows after them, there and back.
    private func measure(_ range: Range<Int>, into distances: Matrix) {
        for first in range {
            // Four at a time share the loads of the first row.
            for second in stride(from: first + 1, to: count, by: 4) {
                let sums = distances4(from: first, to: second)
                for place in 0..<min(4, count - second) {
                    distances[first, second + place] = sums[place]
                    distances[second + place, first] = sums[place]
                }
            }
        }
    }

    /// From one row to four that follow each other; past the end, to the last row.
    @inline(__always)
    private func distances4(from first: Int, to second: Int) -> SIMD4<Float> {
        let x = rows.row(first)
        let (rowA, rowB) = (rows.row(second), rows.row(min(second + 1, count - 1)))
        let (rowC, rowD) = (rows.row(min(second + 2, count - 1)), rows.row(min(second + 3, count - 1)))
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        for place in 0..<rows.vectors {
            let x = Lanes(x + place * 8)
            let (da, db) = (x - Lanes(rowA + place * 8), x - Lanes(rowB + place * 8))
            let (dc, dd) = (x - Lanes(rowC + place * 8), x - Lanes(rowD + place * 8))
            a += da * da
            b += db * db
            c += dc * dc
            d += dd * dd
        }
        return SIMD4(a.sum(), b.sum(), c.sum(), d.sum())
    }
}
