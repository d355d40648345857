import Glibc
import Tensors

/// Points in the plane and what moves them: gradient descent with momentum and a gain a coordinate.
///
/// A copy shares the points. Each row of the affinities acts on one point alone, so a half of them is a worker's.
struct TSNELayout: Sendable {
    /// How often attraction is exaggerated at first, and by how much.
    private static let exaggerated = (iterations: 250, factor: Float(12))
    /// Padding lies so far away that it neither attracts nor repels: 1 / (1 + distance^2) is below 1e-35.
    private static let far: Float = 1e18

    private let count: Int
    private let workers: WorkerPair
    private let x: Axis
    private let y: Axis
    /// [1, count]: what each point's similarities to the others add up to.
    private let similarities: Matrix

    init(_ points: [SIMD2<Float>], _ workers: WorkerPair) {
        count = points.count
        self.workers = workers
        x = Axis(points.map(\.x), padding: Self.far)
        y = Axis(points.map(\.y), padding: Self.far)
        similarities = Matrix(rows: 1, columns: count)
    }

    var points: [SIMD2<Float>] {
        (0..<count).map { SIMD2(x.positions[$0], y.positions[$0]) }
    }

    func descend(_ affinities: Matrix, iterations: Int) {
        let early = min(iterations, Self.exaggerated.iterations)
        descend(affinities, steps: early, attraction: Self.exaggerated.factor, momentum: 0.5)
        descend(affinities, steps: iterations - early, attraction: 1, momentum: 0.8)
    }

    /// Each stage begins at rest and with gains of 1, as scikit-learn's do: gains kept from the first stage end the
    /// second one in worse minima.
    private func descend(_ affinities: Matrix, steps: Int, attraction: Float, momentum: Float) {
        let learningRate = max(Float(count) / Self.exaggerated.factor / 4, 50)
        x.rest()
        y.rest()
        for _ in 0..<steps {
            let total = measureForces(affinities)
            let repulsion = total > 0 ? Float(1 / total) : 0
            x.step(attraction, repulsion, learningRate: learningRate, momentum: momentum)
            y.step(attraction, repulsion, learningRate: learningRate, momentum: momentum)
        }
    }

    /// The Kullback-Leibler divergence of the layout's similarities from the affinities, in nats.
    func divergence(from affinities: Matrix) -> Double {
        var total = 0.0
        var sum = 0.0
        var mass = 0.0
        for i in 0..<count {
            let row = affinities.row(i)
            for j in 0..<count where j != i {
                let dx = Double(x.positions[i] - x.positions[j])
                let dy = Double(y.positions[i] - y.positions[j])
                let spread = 1 + dx * dx + dy * dy
                total += 1 / spread
                let p = Double(row[j])
                guard p > 0 else { continue }
                sum += p * log(p * spread)
                mass += p
            }
        }
        // p log(p / q) with q = 1 / (spread * total)
        return sum + mass * log(total)
    }

    /// Sets each point's attracting and repelling sums; returns the sum of all similarities q = 1 / (1 + distance^2).
    private func measureForces(_ affinities: Matrix) -> Double {
        workers.halves(of: count) { rows in
            for i in rows {
                let forces = Forces(
                    on: i, affinities.row(i), x.positions, y.positions, vectors: affinities.vectors)
                x.pulls[i] = forces.pull.x
                y.pulls[i] = forces.pull.y
                x.pushes[i] = forces.push.x
                y.pushes[i] = forces.push.y
                similarities[0, i] = forces.similarity - 1  // without its own
            }
        }
        return similarities.values.reduce(0) { $0 + Double($1) }
    }
}

/// What all points do to one: sums of p q d and of q^2 d, with d the way from the other point to it.
private struct Forces {
    let pull: SIMD2<Float>
    let push: SIMD2<Float>
    let similarity: Float

    @inline(__always)
    init(
        on point: Int, _ p: UnsafePointer<Float>, _ xs: UnsafePointer<Float>, _ ys: UnsafePointer<Float>, vectors: Int
    ) {
        let (x, y) = (Lanes(repeating: xs[point]), Lanes(repeating: ys[point]))
        var (pullX, pullY, pushX, pushY, sum) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        for place in 0..<vectors {
            let dx = x - Lanes(xs + place * 8)
            let dy = y - Lanes(ys + place * 8)
            let q = 1 / (1 + dx * dx + dy * dy)
            let attraction = Lanes(p + place * 8) * q
            let repulsion = q * q
            sum += q
            pullX += attraction * dx
            pullY += attraction * dy
            pushX += repulsion * dx
            pushY += repulsion * dy
        }
        pull = SIMD2(pullX.sum(), pullY.sum())
        push = SIMD2(pushX.sum(), pushY.sum())
        similarity = sum.sum()
    }
}

/// One coordinate of all points. A copy shares them.
private struct Axis: Sendable {
    /// Positions, pulls, pushes, velocities, gains: a row each, padded.
    private let rows: Matrix

    init(_ values: [Float], padding: Float) {
        rows = Matrix.padded(rows: 5, columns: values.count)
        for place in 0..<rows.stride { positions[place] = place < values.count ? values[place] : padding }
    }

    var positions: UnsafeMutablePointer<Float> { rows.row(0) }
    var pulls: UnsafeMutablePointer<Float> { rows.row(1) }
    var pushes: UnsafeMutablePointer<Float> { rows.row(2) }
    private var velocities: UnsafeMutablePointer<Float> { rows.row(3) }
    private var gains: UnsafeMutablePointer<Float> { rows.row(4) }

    func rest() {
        velocities.update(repeating: 0, count: rows.columns)
        gains.update(repeating: 1, count: rows.columns)
    }

    /// One step down the gradient 4 (attraction * pull - repulsion * push).
    func step(_ attraction: Float, _ repulsion: Float, learningRate: Float, momentum: Float) {
        let (positions, pulls, pushes, velocities, gains) = (positions, pulls, pushes, velocities, gains)
        for place in 0..<rows.columns {
            let gradient = 4 * (attraction * pulls[place] - repulsion * pushes[place])
            let gain = velocities[place] * gradient < 0 ? gains[place] + 0.2 : gains[place] * 0.8
            gains[place] = max(gain, 0.01)
            velocities[place] = momentum * velocities[place] - learningRate * gains[place] * gradient
            positions[place] += velocities[place]
        }
    }
}
