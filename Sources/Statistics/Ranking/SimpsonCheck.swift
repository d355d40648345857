/// A pooled AUROC beside that of pairs within a group, which differ where groups differ in scores and in labels at once.
///
/// Source: E. Simpson, "The Interpretation of Interaction in Contingency Tables" (1951).
package struct SimpsonCheck: Sendable, Equatable, Codable {
    package let pooled: AUROCEstimate
    package let within: AUROCEstimate

    package enum Finding: String, Sendable, Codable {
        case agree
        /// Neither interval holds the other's value.
        case differ
        /// They differ, and point in opposite directions.
        case opposite
    }

    /// - Parameter groups: a number for each sample.
    package init(labels: [Int], scores: [Double], groups: [Int], confidence: Double = 0.95) {
        pooled = AUROCEstimate(labels: labels, scores: scores, confidence: confidence)
        within = AUROCEstimate(labels: labels, scores: scores, groups: groups, confidence: confidence)
    }

    package var finding: Finding {
        guard within.pairs > 0, !pooled.interval.contains(within.value), !within.interval.contains(pooled.value) else {
            return .agree
        }
        let directions = [pooled.direction, within.direction]
        return directions.contains(.higherIsPositive) && directions.contains(.inverted) ? .opposite : .differ
    }
}
