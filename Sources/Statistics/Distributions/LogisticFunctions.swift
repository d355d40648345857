import Glibc

/// log(1 + e^z), without overflow.
func softplus(_ z: Double) -> Double {
    max(z, 0) + log1p(exp(-abs(z)))
}

/// 1 / (1 + e^-z), without overflow.
package func sigmoid(_ z: Double) -> Double {
    guard z < 0 else { return 1 / (1 + exp(-z)) }
    return exp(z) / (1 + exp(z))
}
