/// Which scores a logistic regression is given, and what stands in for those that a response lacks.
///
/// Scores that more than half of the responses lack are left out, and so are those that say again what another says. The
/// regression brings them to one scale (`LogisticRegression`), by the same responses.
package struct PooledFeatures: Sendable, Equatable, Codable {
    /// The identifiers of the scores, in the catalogue's order.
    package let names: [String]
    /// Their means over the responses that have them.
    package let means: [Double]

    /// - Parameter scores: of each response that is learnt from, as `ScoreCatalogue.values` gives them; at least one.
    package init(_ scores: [[Double]]) {
        let count = ScoreCatalogue.all.count
        precondition(!scores.isEmpty, "there are no scores to learn from")
        precondition(scores.allSatisfy { $0.count == count }, "scores that are not the catalogue's \(count)")
        var kept: [(name: String, mean: Double)] = []
        for (place, score) in ScoreCatalogue.all.enumerated() where !Self.repeated.contains(score.identifier) {
            let values = scores.map { $0[place] }.filter(\.isFinite)
            guard 2 * values.count >= scores.count else { continue }
            kept.append((score.identifier, values.reduce(0, +) / Double(values.count)))
        }
        names = kept.map(\.name)
        means = kept.map(\.mean)
    }

    /// A response's features, from its scores in the catalogue's order.
    package func callAsFunction(_ scores: [Double]) -> [Double] {
        zip(names, means).map { name, mean in
            guard let place = ScoreCatalogue.place(of: name), scores[place].isFinite else { return mean }
            return scores[place]
        }
    }

    /// A response's scores without those that say again what another says.
    package static func distinct(_ scores: [Double]) -> [Double] {
        zip(ScoreCatalogue.identifiers, scores).filter { !repeated.contains($0.0) }.map(\.1)
    }

    /// Functions of other scores: of the mean NLL, whose exponential may overflow, and of the confidence.
    private static let repeated: Set = [Score.perplexity.identifier, Score.averageLogProb.identifier]
}
