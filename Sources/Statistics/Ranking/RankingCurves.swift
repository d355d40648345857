/// A point of a ROC curve (x: false positive rate, y: true positive rate) or of a precision-recall curve
/// (x: recall, y: precision).
package struct CurvePoint: Sendable, Equatable, Codable {
    package let x: Double
    package let y: Double
    /// Samples at or above this score are called positive; infinite at the curve's beginning.
    package let threshold: Double
}

/// Area under the ROC curve, ties counting half; 0.5 where one class is missing, NaN where a score is NaN.
///
/// Labels are 0 or 1. Source: scikit-learn's `roc_auc_score`, which refuses a missing class.
package func auroc(labels: [Int], scores: [Double]) -> Double {
    guard !scores.contains(where: \.isNaN) else { return .nan }
    return RankedScores(labels: labels, scores: scores).auroc()
}

/// Average precision; 0 where no sample is positive, NaN where a score is NaN.
///
/// Labels are 0 or 1. Source: scikit-learn's `average_precision_score`.
package func averagePrecision(labels: [Int], scores: [Double]) -> Double {
    guard !scores.contains(where: \.isNaN) else { return .nan }
    return RankedScores(labels: labels, scores: scores).averagePrecision()
}

/// The ROC curve from (0, 0) to (1, 1), without points inside a straight stretch; empty where one class is missing.
package func rocCurve(_ ranked: RankedScores) -> [CurvePoint] {
    let counts = [CumulativeCount(positives: 0, negatives: 0, threshold: .infinity)] + ranked.cumulativeCounts
    guard let all = counts.last, all.positives > 0, all.negatives > 0 else { return [] }
    let corners = thinned(counts) { a, b, c in
        (b.positives - a.positives) * (c.negatives - b.negatives)
            == (c.positives - b.positives) * (b.negatives - a.negatives)
    }
    return corners.map { count in
        CurvePoint(
            x: ratio(count.negatives, all.negatives),
            y: ratio(count.positives, all.positives),
            threshold: count.threshold
        )
    }
}

/// The precision-recall curve from recall 0 (precision 1 by convention) to recall 1, without points inside a level or
/// upright stretch; empty where no sample is positive.
package func precisionRecallCurve(_ ranked: RankedScores) -> [CurvePoint] {
    let counts = ranked.cumulativeCounts
    guard let all = counts.last, all.positives > 0 else { return [] }
    // Behind full recall, precision only falls.
    let end = counts.firstIndex { $0.positives == all.positives } ?? 0
    let corners = thinned(Array(counts[...end])) { a, b, c in
        let isUpright = a.positives == b.positives && b.positives == c.positives
        // The share of positives is the same where the cross products are.
        let isLevel =
            a.positives * b.negatives == b.positives * a.negatives
            && b.positives * c.negatives == c.positives * b.negatives
        return isUpright || isLevel
    }
    let points = corners.map { count in
        CurvePoint(x: ratio(count.positives, all.positives), y: count.precision, threshold: count.threshold)
    }
    return [CurvePoint(x: 0, y: 1, threshold: .infinity)] + points
}

/// The counts without those that lie `between` the last one kept and the one that follows.
private func thinned(
    _ counts: [CumulativeCount], between: (CumulativeCount, CumulativeCount, CumulativeCount) -> Bool
) -> [CumulativeCount] {
    var kept: [CumulativeCount] = []
    for place in counts.indices {
        let next = counts.dropFirst(place + 1).first
        if let last = kept.last, let next, between(last, counts[place], next) { continue }
        kept.append(counts[place])
    }
    return kept
}
