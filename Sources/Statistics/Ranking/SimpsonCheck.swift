/// A pooled AUROC beside that of pairs within a group, which differ where groups differ in scores and in labels at once.
///
/// Source: E. Simpson, "The Interpretation of Interaction in Contingency Tables" (1951).
package struct SimpsonCheck: Sendable, Equatable, Codable {
    package let pooled: AUROCEstimate
    package let within: AUROCEstimate
    /// Of each group, with intervals that all hold at once with the confidence (Bonferroni's): of many groups, some would
    /// else point the wrong way by chance.
    package let groups: [AUROCEstimate]

    package enum Finding: String, Sendable, Codable {
        case agree
        /// Neither interval holds the other's value.
        case differ
        /// Groups point in opposite directions, to each other or to all together, whose value is then that of none.
        case mixed
        /// Pooled and within they differ, and point in opposite directions.
        case opposite
    }

    /// - Parameter groups: a number for each sample.
    package init(labels: [Int], scores: [Double], groups: [Int], confidence: Double = 0.95) {
        pooled = AUROCEstimate(labels: labels, scores: scores, confidence: confidence)
        within = AUROCEstimate(labels: labels, scores: scores, groups: groups, confidence: confidence)
        let parts = placesByNumber(groups)
        self.groups = parts.map { places in
            AUROCEstimate(
                labels: places.map { labels[$0] }, scores: places.map { scores[$0] },
                confidence: 1 - (1 - confidence) / Double(parts.count))
        }
    }

    package var finding: Finding {
        let differs =
            within.pairs > 0 && !pooled.interval.contains(within.value) && !within.interval.contains(pooled.value)
        if differs, Self.areOpposed([pooled, within]) { return .opposite }
        if Self.areOpposed([pooled] + groups) { return .mixed }
        return differs ? .differ : .agree
    }

    private static func areOpposed(_ estimates: [AUROCEstimate]) -> Bool {
        let directions = estimates.map(\.direction)
        return directions.contains(.higherIsPositive) && directions.contains(.inverted)
    }
}
