/// A logistic regression on standardised features.
package struct LogisticRegression: Sendable, Equatable, Codable {
    package let standardization: Standardization
    /// Of the standardised features.
    package let coefficients: [Double]
    package let intercept: Double

    /// The least sum of log losses and of l2 / 2 times the squared coefficients.
    ///
    /// Source: scikit-learn's `LogisticRegression(C=1 / l2)` after `StandardScaler`.
    ///
    /// - Parameters:
    ///   - features: rows of equally many finite values, at least one row.
    ///   - labels: 0 or 1 for each row.
    ///   - l2: over 0, so that there is a least sum whatever the labels.
    package static func fit(features: [[Double]], labels: [Int], l2: Double) -> Self {
        precondition(features.count == labels.count, "\(features.count) rows of features, \(labels.count) labels")
        precondition(labels.allSatisfy { $0 == 0 || $0 == 1 }, "logistic regression takes labels 0 and 1 only")
        precondition(l2 > 0, "an l2 of \(l2) leaves the coefficients without bound")
        let standardization = Standardization(features)
        let weights = logisticMinimum(
            rows: features.flatMap { standardization($0) }, width: standardization.means.count,
            targets: labels.map(Double.init), l2: l2)
        return Self(
            standardization: standardization, coefficients: weights.dropLast(), intercept: weights[weights.count - 1])
    }

    /// The logarithm of the odds of label 1.
    package func logit(_ row: [Double]) -> Double {
        zip(coefficients, standardization(row)).reduce(intercept) { $0 + $1.0 * $1.1 }
    }

    /// The probability of label 1.
    package func predict(_ row: [Double]) -> Double {
        sigmoid(logit(row))
    }
}
