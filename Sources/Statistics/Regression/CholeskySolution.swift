/// The solution x of A x = b, for a symmetric matrix whose lower half is given row by row; nil where it is not clearly
/// positive definite.
func choleskySolution(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let size = right.count
    var factor = matrix
    for i in 0..<size {
        for j in 0...i {
            var sum = factor[i * size + j]
            for k in 0..<j { sum -= factor[i * size + k] * factor[j * size + k] }
            if i != j {
                factor[i * size + j] = sum / factor[j * size + j]
            } else {
                guard sum > 1e-14 * matrix[i * size + i], sum > 0 else { return nil }
                factor[i * size + i] = sum.squareRoot()
            }
        }
    }
    var x = right
    for i in 0..<size {
        for k in 0..<i { x[i] -= factor[i * size + k] * x[k] }
        x[i] /= factor[i * size + i]
    }
    for i in (0..<size).reversed() {
        for k in i + 1..<size { x[i] -= factor[k * size + i] * x[k] }
        x[i] /= factor[i * size + i]
    }
    return x
}
