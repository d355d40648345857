/// Percentile intervals of statistics where whole items are drawn with replacement, each with all its samples: samples of
/// one item are no independent evidence, and drawing them one by one would make intervals too narrow.
///
/// - Parameters:
///   - items: the number of the item that each sample is of, from 0 without gaps (`numbered`).
///   - statistics: the statistics' values where each sample, by its place, is taken so many times.
///
/// Source: A. Davison, D. Hinkley, "Bootstrap Methods and their Application" (1997), 3.8.
package func clusterBootstrapIntervals(
    items: [Int],
    resamples: Int = 2_000,
    confidence: Double = 0.95,
    using generator: inout some RandomNumberGenerator,
    statistics: (_ counts: [Int]) -> [Double]
) -> [Interval] {
    var counts = [Int](repeating: 0, count: items.count)
    return bootstrapIntervals(
        count: (items.max() ?? -1) + 1, resamples: resamples, confidence: confidence, using: &generator
    ) { itemCounts in
        for place in items.indices { counts[place] = itemCounts[items[place]] }
        return statistics(counts)
    }
}

/// Intervals of several detectors' areas under the ROC curve, and of what they differ by, with items drawn whole.
package struct ClusteredAUROCs: Sendable, Equatable, Codable {
    /// Of each detector's area.
    package let areas: [Interval]
    /// Of the first detector's area less each one's: (0, 0) in the first place.
    package let differences: [Interval]

    /// Labels are 0 or 1; each detector has a score for each sample, higher for label 1; no score may be NaN.
    ///
    /// - Parameters:
    ///   - items: the number of the item that each sample is of, from 0 without gaps (`numbered`).
    ///   - groups: a number for each sample, where only pairs within a group shall count.
    package init(
        labels: [Int],
        detectors: [[Double]],
        items: [Int],
        groups: [Int]? = nil,
        resamples: Int = 2_000,
        confidence: Double = 0.95,
        using generator: inout some RandomNumberGenerator
    ) {
        precondition(labels.count == items.count, "\(labels.count) labels, \(items.count) items")
        let ranked = detectors.map { RankedGroups(labels: labels, scores: $0, groups: groups) }
        let intervals = clusterBootstrapIntervals(
            items: items, resamples: resamples, confidence: confidence, using: &generator
        ) { counts in
            let areas = ranked.map { $0.auroc(counts: counts) }
            return areas + areas.map { areas[0] - $0 }
        }
        areas = Array(intervals.prefix(detectors.count))
        differences = Array(intervals.dropFirst(detectors.count))
    }
}

/// Labels sorted by score within each group once.
struct RankedGroups {
    private let groups: [(places: [Int], ranked: RankedScores)]

    /// All samples are one group where no groups are given.
    init(labels: [Int], scores: [Double], groups: [Int]? = nil) {
        let places = groups.map(placesByNumber) ?? [[Int](labels.indices)]
        self.groups = places.map { places in
            (places, RankedScores(labels: places.map { labels[$0] }, scores: places.map { scores[$0] }))
        }
    }

    /// The area over all pairs within a group, each sample taken so many times; 0.5 where there are none.
    func auroc(counts: [Int]) -> Double {
        var (pairs, doubledWins) = (0, 0)
        for group in groups {
            let counted = group.ranked.pairCounts(counts: group.places.map { counts[$0] })
            pairs += counted.all
            doubledWins += counted.doubledWins
        }
        return pairs > 0 ? Double(doubledWins) / (2 * Double(pairs)) : 0.5
    }
}
