/// The weights, with the intercept last, at which the logistic loss of rows is least: the sum of -t log p - (1 - t) log(1 - p)
/// and of l2 / 2 times the squared weights, the intercept's apart.
///
/// Newton's method, with steps halved until they descend, as in C. Lin, H. Lin, R. Weng, "A Note on Platt's Probabilistic
/// Outputs for Support Vector Machines" (2007); the objective is that of scikit-learn's `LogisticRegression(C=1 / l2)`.
///
/// - Parameters:
///   - rows: all rows one after another, `width` values each.
///   - targets: each row's share of label 1, in 0...1.
///   - l2: over 0, or targets leave no way to part the rows.
func logisticMinimum(rows: [Double], width: Int, targets: [Double], l2: Double) -> [Double] {
    var weights = [Double](repeating: 0, count: width + 1)
    var loss = logisticLoss(weights, rows, targets, l2)
    for _ in 0..<100 {
        let (gradient, hessian) = logisticDerivatives(weights, rows, targets, l2)
        let step = descent(gradient, hessian)
        var length = 1.0
        var next = weights
        while true {
            for place in weights.indices { next[place] = weights[place] - length * step[place] }
            let nextLoss = logisticLoss(next, rows, targets, l2)
            // Close to the least loss, its rounding hides what steps still gain.
            if nextLoss <= loss + 1e-12 * (1 + loss) {
                loss = nextLoss
                break
            }
            length /= 2
            // Rounding alone is left to win.
            guard length > 1e-10 else { return weights }
        }
        let largest = zip(weights, next).reduce(0) { max($0, abs($1.1 - $1.0)) }
        weights = next
        if largest <= 1e-13 * weights.reduce(1, { max($0, abs($1)) }) { break }
    }
    return weights
}

private func logisticLoss(_ weights: [Double], _ rows: [Double], _ targets: [Double], _ l2: Double) -> Double {
    let width = weights.count - 1
    var loss = 0.0
    rows.withUnsafeBufferPointer { rows in
        for (place, target) in targets.enumerated() {
            var z = weights[width]
            for column in 0..<width { z += weights[column] * rows[place * width + column] }
            loss += softplus(z) - target * z
        }
    }
    return loss + l2 / 2 * weights.dropLast().reduce(0) { $0 + $1 * $1 }
}

/// The loss's gradient, and the lower half of its matrix of second derivatives, row by row.
private func logisticDerivatives(
    _ weights: [Double], _ rows: [Double], _ targets: [Double], _ l2: Double
) -> (gradient: [Double], hessian: [Double]) {
    let width = weights.count - 1
    let size = weights.count
    var gradient = weights.map { l2 * $0 }
    gradient[width] = 0
    var hessian = [Double](repeating: 0, count: size * size)
    for column in 0..<width { hessian[column * size + column] = l2 }
    var row = [Double](repeating: 1, count: size)
    for (place, target) in targets.enumerated() {
        var z = weights[width]
        for column in 0..<width {
            row[column] = rows[place * width + column]
            z += weights[column] * row[column]
        }
        let probability = sigmoid(z)
        let curvature = probability * (1 - probability)
        hessian.withUnsafeMutableBufferPointer { hessian in
            row.withUnsafeBufferPointer { row in
                for i in 0..<size {
                    gradient[i] += (probability - target) * row[i]
                    let factor = curvature * row[i]
                    let line = UnsafeMutableBufferPointer(rebasing: hessian[i * size..<i * size + size])
                    for j in 0...i { line[j] += factor * row[j] }
                }
            }
        }
    }
    return (gradient, hessian)
}

/// The step along the gradient, by the second derivatives; where these leave directions open, along none of them.
private func descent(_ gradient: [Double], _ hessian: [Double]) -> [Double] {
    let size = gradient.count
    let largest = (0..<size).reduce(1e-300) { max($0, hessian[$1 * size + $1]) }
    var ridge = 0.0
    for _ in 0..<30 {
        var matrix = hessian
        for place in 0..<size { matrix[place * size + place] += ridge }
        if let step = choleskySolution(matrix, gradient) { return step }
        ridge = max(10 * ridge, 1e-12 * largest)
    }
    return gradient.map { _ in 0 }  // Only where numbers have overflowed.
}
