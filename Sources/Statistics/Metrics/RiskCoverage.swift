/// What is wrong among the samples that are kept when the riskiest are set aside: from keeping few to keeping all.
///
/// Source: Y. Geifman, G. Uziel, R. El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers" (2019).
/// Samples of equal score have no order: in their place stands the mean over all of their orders.
package struct RiskCoverage: Sendable, Equatable, Codable {
    /// By number of samples kept: their share of all, and the share of errors among them.
    package let points: [Point]

    package struct Point: Sendable, Equatable, Codable {
        package let coverage: Double
        package let risk: Double
    }

    /// - Parameters:
    ///   - errors: 1 where a sample is wrong, else 0; at least one sample.
    ///   - scores: higher where an error is likelier; none NaN.
    package init(errors: [Int], scores: [Double]) {
        precondition(!errors.isEmpty, "nothing can be set aside of nothing")
        let ranked = RankedScores(labels: errors, scores: scores.map { -$0 })
        var points: [Point] = []
        var before = CumulativeCount(positives: 0, negatives: 0, threshold: .infinity)
        for count in ranked.cumulativeCounts {
            let tied = count.all - before.all
            let errors = count.positives - before.positives
            for step in 1...tied {
                let wrong = Double(before.positives) + Double(step * errors) / Double(tied)
                let kept = before.all + step
                points.append(Point(coverage: ratio(kept, ranked.order.count), risk: wrong / Double(kept)))
            }
            before = count
        }
        self.points = points
    }

    /// The area under the curve (AURC): the mean of the risks.
    package var area: Double { mean(points.map(\.risk)) }

    /// The area beyond that of a score that sets all errors aside first (E-AURC).
    package var excessArea: Double { area - bestArea }

    /// How far the score comes from random order, at 0, to the best, at 1 (the prediction rejection ratio); NaN where all
    /// or none are errors.
    package var rejectionRatio: Double {
        let random = points[points.count - 1].risk
        return (random - area) / (random - bestArea)
    }

    private var bestArea: Double {
        let right = points.count - Int((points[points.count - 1].risk * Double(points.count)).rounded())
        return mean(points.indices.map { ratio(max(0, $0 + 1 - right), $0 + 1) })
    }
}
