import Figures
package import Statistics

/// What calling all samples hallucinated whose score is at or under the median comes to, beside the base rate.
///
/// A precision over the base rate shows nothing by itself: only an interval that leaves the base rate out does.
package struct MedianCheck: Sendable, Equatable, Codable {
    package let median: Double
    /// The share hallucinated among those at or under the median.
    package let precision: Proportion
    /// The share of the hallucinated that is at or under it.
    package let recall: Proportion
    package let baseRate: Proportion

    package enum Finding: String, Sendable, Codable {
        case lowerIsRiskier
        case higherIsRiskier
        case undecided
    }

    /// Labels are 0 or 1, at least one.
    package init(labels: [Int], scores: [Double]) {
        let point = OperatingPoint(
            labels: labels, scores: scores, direction: .lowerIsPositive,
            threshold: quantile(sorted: scores.sorted(), 0.5))
        median = quantile(sorted: scores.sorted(), 0.5)
        (precision, recall, baseRate) = (point.precision, point.recall, point.baseRate)
    }

    package var finding: Finding {
        guard !precision.interval.contains(baseRate.value) else { return .undecided }
        return precision.value > baseRate.value ? .lowerIsRiskier : .higherIsRiskier
    }

    package var words: String {
        let share = "\(precision.words) of those at or under the median \(short(median)) are hallucinated"
        let base = "the base rate is \(fixed(baseRate.value, digits: 3))"
        switch finding {
        case .lowerIsRiskier: return "\(share), and \(base): lower scores are the riskier ones."
        case .higherIsRiskier: return "\(share), and \(base): higher scores are the riskier ones."
        case .undecided: return "\(share); \(base), which the interval holds, so this shows no direction."
        }
    }
}

extension Proportion {
    /// As `0.587 [0.490, 0.678]`.
    package var words: String {
        let texts = [value, interval.low, interval.high].map { fixed($0, digits: 3) }
        return "\(texts[0]) [\(texts[1]), \(texts[2])]"
    }
}
