import Glibc

/// Numbers under a name that says that they are probabilities.
enum Probability {
    /// The natural logarithm; -inf, a missing value, of 0.
    static func logarithm(_ probability: Double, _ repairs: inout RepairCounts) throws(ResponseProblem) -> Double {
        guard probability >= 0, probability <= 1 + Scale.tinyPositive else {
            throw ResponseProblem(.malformed, "a probability is \(probability), not from 0 to 1")
        }
        repairs[.probability] += 1
        return log(min(probability, 1))
    }
}
