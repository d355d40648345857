import Glibc
import ReferenceRandom

/// How peaked the distribution of one token is, in 0...1: near 1 where the language model is calm, near 0 where it is
/// uncertain. It is all that a row of log-probabilities tells of the model's state.
package struct TokenSharpness: Sendable, Equatable {
    package let value: Double

    /// No token proves its state: at the ends one of the densities is 0.
    package init(_ value: Double) {
        self.value = min(max(value, 1e-6), 1 - 1e-6)
    }

    /// One draw, by the inverse of the state's distribution.
    init(isUncertain: Bool, _ generator: inout NumPyGenerator) {
        let root = cbrt(generator.random())
        self.init(isUncertain ? 1 - root : root)
    }

    /// The density of the state's distribution here: 3 x² where calm, 3 (1 - x)² where uncertain.
    func density(isUncertain: Bool) -> Double {
        let root = isUncertain ? 1 - value : value
        return 3 * root * root
    }

    /// The exponent of Zipf's law that goes with it, from 1 to 6.
    var exponent: Double { pow(6, value) }
}
