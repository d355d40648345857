/// The mean; NaN for no values.
package func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
}

/// The standard deviation; NaN where there are no more values than `freedomLost`.
///
/// - Parameter freedomLost: 0 divides by the number of values (NumPy's default), 1 by one less (PyTorch's default).
package func standardDeviation(_ values: [Double], freedomLost: Int = 0) -> Double {
    guard values.count > freedomLost else { return .nan }
    let centre = mean(values)
    let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    return (squares / Double(values.count - freedomLost)).squareRoot()
}

/// Pearson's correlation coefficient; NaN where either side does not vary.
package func pearson(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "\(x.count) values against \(y.count)")
    let meanX = mean(x)
    let meanY = mean(y)
    var xx = 0.0
    var yy = 0.0
    var xy = 0.0
    for (x, y) in zip(x, y) {
        xx += (x - meanX) * (x - meanX)
        yy += (y - meanY) * (y - meanY)
        xy += (x - meanX) * (y - meanY)
    }
    guard xx > 0, yy > 0 else { return .nan }
    return min(max(xy / (xx.squareRoot() * yy.squareRoot()), -1), 1)
}

/// The value below which the given share of the values lies, interpolated linearly between neighbours.
///
/// Source: NumPy's `quantile`. Values are sorted ascending, at least one; the share is in 0...1.
package func quantile(sorted values: [Double], _ share: Double) -> Double {
    precondition(!values.isEmpty && (0...1).contains(share), "no quantile \(share) of \(values.count) values")
    let position = share * Double(values.count - 1)
    let place = Int(position)
    guard place + 1 < values.count else { return values[values.count - 1] }
    return values[place] + (position - Double(place)) * (values[place + 1] - values[place])
}
