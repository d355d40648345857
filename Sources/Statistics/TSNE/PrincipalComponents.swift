import Tensors

/// The rows' first two principal components, scaled so that the first one deviates by 1e-4: t-SNE's first layout.
///
/// Found by subspace iteration on the matrix of inner products, which the squared distances hold; a component's sign
/// makes its largest loading positive, as in scikit-learn's `PCA`.
func principalComponents(
    _ points: CentredPoints, distances: Matrix, using generator: inout some RandomNumberGenerator
) -> [SIMD2<Float>] {
    let count = points.count
    let products = innerProducts(distances)
    // Eight vectors where two are wanted: the spare ones make the iteration converge.
    var basis = (0..<min(8, count)).map { _ in (0..<count).map { _ in Float(generator.next() >> 40) * 0x1p-23 - 1 } }
    orthonormalise(&basis)
    for _ in 0..<12 {
        basis = basis.map { multiply(products, $0) }
        orthonormalise(&basis)
    }
    let images = basis.map { multiply(products, $0) }
    let projected = basis.map { vector in images.map { dot(vector, $0) } }
    var components = symmetricEigenvectors(projected).prefix(2).map { weights in
        // Its length is the eigenvalue; a component's is the root of that.
        let image = combine(images, weights)
        let length = dot(image, image).squareRoot()
        return length > 1e-12 ? image.map { Float(Double($0) / length.squareRoot()) } : image.map { _ in Float(0) }
    }
    while components.count < 2 { components.append([Float](repeating: 0, count: count)) }
    let deviation = standardDeviation(components[0].map(Double.init))
    let scale = deviation > 0 ? Float(1e-4 / deviation) : 0
    let signs = components.map { loadingSign(points, $0) }
    return (0..<count).map { SIMD2(components[0][$0] * signs[0], components[1][$0] * signs[1]) * scale }
}

/// The inner products of centred points: squared distances, times -1/2, less the means of row and column.
private func innerProducts(_ distances: Matrix) -> Matrix {
    let count = distances.rows
    let means = (0..<count).map { row in
        (0..<distances.vectors).reduce(0) { $0 + Double(distances.vector(row, $1).sum()) } / Double(count)
    }
    let total = mean(means)
    let products = Matrix.padded(rows: count, columns: count)
    for row in 0..<count {
        let (source, target) = (distances.row(row), products.row(row))
        for column in 0..<count {
            target[column] = Float(-0.5 * (Double(source[column]) - means[row] - means[column] + total))
        }
    }
    return products
}

private func multiply(_ matrix: Matrix, _ vector: [Float]) -> [Float] {
    vector.withUnsafeBufferPointer { vector in
        guard let vector = vector.baseAddress else { return [] }
        return (0..<matrix.rows).map { dotProduct(matrix.row($0), vector, count: matrix.columns) }
    }
}

/// Makes the vectors orthogonal and of length 1 (Gram-Schmidt, twice for accuracy); those that vanish become zero.
private func orthonormalise(_ vectors: inout [[Float]]) {
    for place in vectors.indices {
        var vector = vectors[place]
        let before = dot(vector, vector).squareRoot()
        for _ in 0..<2 {
            for other in vectors[..<place] {
                let share = Float(dot(vector, other))
                for row in vector.indices { vector[row] -= share * other[row] }
            }
        }
        let length = dot(vector, vector).squareRoot()
        let scale = length > 1e-6 * before && length > 0 ? Float(1 / length) : 0
        vectors[place] = vector.map { $0 * scale }
    }
}

private func dot(_ x: [Float], _ y: [Float]) -> Double {
    var sum = 0.0
    for place in x.indices { sum += Double(x[place]) * Double(y[place]) }
    return sum
}

private func combine(_ vectors: [[Float]], _ weights: [Double]) -> [Float] {
    var sum = [Float](repeating: 0, count: vectors[0].count)
    for (vector, weight) in zip(vectors, weights) {
        for row in sum.indices { sum[row] += Float(weight) * vector[row] }
    }
    return sum
}

/// 1 or -1: the sign of the largest of the component's loadings, the columns' inner products with it.
private func loadingSign(_ points: CentredPoints, _ component: [Float]) -> Float {
    var loadings = [Lanes](repeating: .zero, count: points.rows.vectors)
    for row in 0..<points.count {
        for place in loadings.indices { loadings[place] += points.rows.vector(row, place) * component[row] }
    }
    var largest: Float = 0
    for lanes in loadings {
        for lane in lanes.indices where abs(lanes[lane]) > abs(largest) { largest = lanes[lane] }
    }
    return largest < 0 ? -1 : 1
}
