/// The eigenvectors of a small symmetric matrix, largest eigenvalue first, by Jacobi's rotations.
///
/// Source: G. Golub, C. Van Loan, "Matrix Computations", section 8.5.
func symmetricEigenvectors(_ matrix: [[Double]]) -> [[Double]] {
    var matrix = matrix
    let size = matrix.count
    var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0.0 } }  // a row each
    for _ in 0..<30 {
        for p in 0..<size {
            for q in p + 1..<max(size, p + 1) where matrix[p][q] != 0 {
                rotate(&matrix, &vectors, p, q)
            }
        }
    }
    return (0..<size).sorted { matrix[$0][$0] > matrix[$1][$1] }.map { vectors[$0] }
}

/// The rotation of rows and columns p and q that makes the element (p, q) zero.
private func rotate(_ matrix: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int) {
    let tau = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
    let tangent = (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    for k in matrix.indices {
        let (x, y) = (matrix[k][p], matrix[k][q])
        matrix[k][p] = cosine * x - sine * y
        matrix[k][q] = sine * x + cosine * y
    }
    for k in matrix.indices {
        let (x, y) = (matrix[p][k], matrix[q][k])
        matrix[p][k] = cosine * x - sine * y
        matrix[q][k] = sine * x + cosine * y
        let (u, v) = (vectors[p][k], vectors[q][k])
        vectors[p][k] = cosine * u - sine * v
        vectors[q][k] = sine * u + cosine * v
    }
}
