import Glibc

/// Points in the plane and what moves them: gradient descent with momentum and a gain a coordinate.
struct TSNELayout {
    /// How often attraction is exaggerated at first, and by how much.
    private static let exaggerated = (iterations: 250, factor: Float(12))
    /// Padding lies so far away that it neither attracts nor repels: 1 / (1 + distance^2) is below 1e-35.
    private static let far: Float = 1e18

    private let count: Int
    private var x: Axis
    private var y: Axis

    init(_ points: [SIMD2<Float>]) {
        count = points.count
        x = Axis(points.map(\.x), padding: Self.far)
        y = Axis(points.map(\.y), padding: Self.far)
    }

    var points: [SIMD2<Float>] {
        (0..<count).map { SIMD2(x[$0], y[$0]) }
    }

    mutating func descend(_ affinities: SquareMatrix, iterations: Int) {
        let learningRate = max(Float(count) / Self.exaggerated.factor / 4, 50)
        for iteration in 0..<iterations {
            let isEarly = iteration < Self.exaggerated.iterations
            let total = measureForces(affinities)
            let attraction: Float = isEarly ? Self.exaggerated.factor : 1
            let repulsion = total > 0 ? Float(1 / total) : 0
            x.step(attraction, repulsion, learningRate: learningRate, momentum: isEarly ? 0.5 : 0.8)
            y.step(attraction, repulsion, learningRate: learningRate, momentum: isEarly ? 0.5 : 0.8)
        }
    }

    /// The Kullback-Leibler divergence of the layout's similarities from the affinities, in nats.
    func divergence(from affinities: SquareMatrix) -> Double {
        var total = 0.0
        var sum = 0.0
        var mass = 0.0
        for i in 0..<count {
            for j in 0..<count where j != i {
                let (dx, dy) = (Double(x[i] - x[j]), Double(y[i] - y[j]))
                let spread = 1 + dx * dx + dy * dy
                total += 1 / spread
                let p = Double(affinities[i, j])
                guard p > 0 else { continue }
                sum += p * log(p * spread)
                mass += p
            }
        }
        // p log(p / q) with q = 1 / (spread * total)
        return sum + mass * log(total)
    }

    /// Sets each point's attracting and repelling sums; returns the sum of all similarities q = 1 / (1 + distance^2).
    private mutating func measureForces(_ affinities: SquareMatrix) -> Double {
        var total = 0.0
        let stride = affinities.stride
        let (xs, ys) = (x.positions, y.positions)
        affinities.vectors.withUnsafeBufferPointer { p in
            xs.withUnsafeBufferPointer { xs in
                ys.withUnsafeBufferPointer { ys in
                    for i in 0..<count {
                        let row = UnsafeBufferPointer(rebasing: p[i * stride..<(i + 1) * stride])
                        let forces = Forces(on: (x[i], y[i]), row, xs, ys)
                        x.pulls[i] = forces.pull.x
                        y.pulls[i] = forces.pull.y
                        x.pushes[i] = forces.push.x
                        y.pushes[i] = forces.push.y
                        total += Double(forces.similarity - 1)  // without its own
                    }
                }
            }
        }
        return total
    }
}

/// What all points do to one: sums of p q d and of q^2 d, with d the way from the other point to it.
private struct Forces {
    let pull: SIMD2<Float>
    let push: SIMD2<Float>
    let similarity: Float

    @inline(__always)
    init(
        on point: (x: Float, y: Float), _ p: UnsafeBufferPointer<Lanes>,
        _ xs: UnsafeBufferPointer<Lanes>, _ ys: UnsafeBufferPointer<Lanes>
    ) {
        let (x, y) = (Lanes(repeating: point.x), Lanes(repeating: point.y))
        var (pullX, pullY, pushX, pushY, sum) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        for place in p.indices {
            let dx = x - xs[place]
            let dy = y - ys[place]
            let q = 1 / (1 + dx * dx + dy * dy)
            let attraction = p[place] * q
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

/// One coordinate of all points.
private struct Axis {
    /// Padded to whole vectors.
    var positions: [Lanes]
    var pulls: [Float]
    var pushes: [Float]
    private var velocities: [Float]
    private var gains: [Float]

    init(_ values: [Float], padding: Float) {
        let width = Lanes.scalarCount
        positions = [Lanes](repeating: Lanes(repeating: padding), count: (values.count + width - 1) / width)
        pulls = [Float](repeating: 0, count: values.count)
        pushes = pulls
        velocities = pulls
        gains = [Float](repeating: 1, count: values.count)
        for place in values.indices { positions[place / width][place % width] = values[place] }
    }

    subscript(place: Int) -> Float {
        positions[place / Lanes.scalarCount][place % Lanes.scalarCount]
    }

    /// One step down the gradient 4 (attraction * pull - repulsion * push).
    mutating func step(_ attraction: Float, _ repulsion: Float, learningRate: Float, momentum: Float) {
        for place in velocities.indices {
            let gradient = 4 * (attraction * pulls[place] - repulsion * pushes[place])
            let gain = velocities[place] * gradient < 0 ? gains[place] + 0.2 : gains[place] * 0.8
            gains[place] = max(gain, 0.01)
            velocities[place] = momentum * velocities[place] - learningRate * gains[place] * gradient
            positions[place / Lanes.scalarCount][place % Lanes.scalarCount] += velocities[place]
        }
    }
}
