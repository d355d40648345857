/// The beta distribution's share below `x`: the regularised incomplete beta function I_x(a, b); a and b are over 0.
package func betaCumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    betaTails(x, 1 - x, a, b).lower
}

/// The point of the beta distribution with this share below it, which is in 0...1.
package func betaQuantile(_ share: Double, _ a: Double, _ b: Double) -> Double {
    precondition((0...1).contains(share), "no quantile \(share)")
    guard share > 0 else { return 0 }
    guard share < 1 else { return 1 }
    return bisect(from: 0, to: 1) { x in
        let tails = betaTails(x, 1 - x, a, b)
        // The smaller tail is the one with all its digits.
        return tails.lower < 0.5 ? tails.lower < share : tails.upper > 1 - share
    }
}

/// The beta distribution's shares below and above x, where y = 1 - x.
///
/// Source: Lentz's continued fraction as in W. Press et al., "Numerical Recipes", 6.4, with the factor before it by
/// Loader's method.
func betaTails(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> (lower: Double, upper: Double) {
    precondition(a > 0 && b > 0, "no beta distribution has the shapes \(a) and \(b)")
    guard x > 0 else { return (0, 1) }
    guard y > 0 else { return (1, 0) }
    // The fraction converges quickly on this side of the mean only.
    guard x < (a + 1) / (a + b + 2) else {
        let turned = nearTail(y, x, b, a)
        return (1 - turned, turned)
    }
    let lower = nearTail(x, y, a, b)
    return (lower, 1 - lower)
}

/// The share below an x that is not above the mean.
private func nearTail(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    binomialDensity(a, a + b, x, y) * b / (a + b) * betaFraction(x, a, b)
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var fraction = d
    // It takes some multiple of the square root of the larger shape.
    for step in 1...100_000 {
        let m = Double(step)
        let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / kept(1 + even * d)
        c = kept(1 + even / c)
        fraction *= d * c
        let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / kept(1 + odd * d)
        c = kept(1 + odd / c)
        fraction *= d * c
        if abs(d * c - 1) < 1e-15 { break }
    }
    return fraction
}
