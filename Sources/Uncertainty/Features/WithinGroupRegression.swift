import Statistics

/// A logistic regression on where a response was unsure, which learns to tell responses apart within their groups.
///
/// Each group of the responses that it learns from has a level of its own, which takes up how often its responses are wrong;
/// what is left for the features is what speaks for a hallucination whatever the group. The levels are not used afterwards, so
/// that responses of any group, also of none that was learnt from, are ranked by the features alone.
///
/// Source of the levels: fixed effects, as in G. Chamberlain, "Analysis of Covariance with Qualitative Data" (1980).
package struct WithinGroupRegression: Sendable, Equatable, Codable {
    /// What stands in for features that a response lacks.
    private let means: [Double]
    private let regression: LogisticRegression

    /// - Parameters:
    ///   - features: of each response, equally many; NaN where they are not known.
    ///   - labels: 1 is hallucinated, 0 is correct; of both at least one.
    ///   - groups: the group's number of each response, from 0; nil where there are none.
    package static func fit(features: [[Double]], labels: [Int], groups: [Int]?, l2: Double = 1) -> Self {
        let width = features.first?.count ?? 0
        let means = (0..<width).map { column in
            let known = features.map { $0[column] }.filter(\.isFinite)
            return known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
        }
        let count = (groups?.max() ?? -1) + 1
        let rows = features.enumerated().map { place, row in
            completed(row, means) + (0..<count).map { $0 == groups?[place] ? 1 : 0 }
        }
        return Self(means: means, regression: LogisticRegression.fit(features: rows, labels: labels, l2: l2))
    }

    /// How much a response's features speak for a hallucination, up to a constant.
    package func score(_ features: [Double]) -> Double {
        let scale = regression.standardization
        return Self.completed(features, means).enumerated().reduce(0) { sum, feature in
            let (place, value) = feature
            return sum + regression.coefficients[place] * (value - scale.means[place]) / scale.deviations[place]
        }
    }

    private static func completed(_ row: [Double], _ means: [Double]) -> [Double] {
        zip(row, means).map { $0.isFinite ? $0 : $1 }
    }
}
