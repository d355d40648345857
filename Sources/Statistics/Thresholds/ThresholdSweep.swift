/// What each of many thresholds does to labelled scores, and which of them is best.
///
/// A point promises nothing of other samples, and what is best among many flatters itself: judge it on others. A
/// `guaranteedThreshold` promises.
package struct ThresholdSweep: Sendable, Equatable, Codable {
    package struct Point: Sendable, Equatable, Codable {
        package let threshold: Double
        /// How many samples lie at the threshold or beyond it in the score's direction, and how many of them are positive.
        package let flagged: Int
        package let hits: Int
        /// 0 where nothing is flagged.
        package let precision: Double
        package let recall: Double
        package let f1: Double
    }

    package let direction: ScoreDirection
    package let count: Int
    package let positives: Int
    /// Of the scores turned so that higher ones speak for label 1.
    package let auroc: Double
    package let averagePrecision: Double
    /// In the order of the thresholds.
    package let points: [Point]
    /// What is wanted of the best.
    package let wantedRecall: Double
    /// The highest precision with the wanted recall, and the highest recall among equals; where no threshold has that
    /// recall, the highest F1. Nil without thresholds.
    package let best: Point?

    /// Whether the best has the wanted recall.
    package var isRecallReached: Bool { best.map { $0.recall >= wantedRecall } ?? false }

    /// Labels are 0 or 1; no score may be NaN.
    package init(
        labels: [Int], scores: [Double], direction: ScoreDirection = .higherIsPositive, thresholds: [Double],
        wantedRecall: Double = 0.9
    ) {
        // Sorted once: each threshold then takes a binary search.
        let ranked = RankedScores(labels: labels, scores: direction.oriented(scores))
        let positives = labels.count { $0 == 1 }
        let counts = ranked.flagged(at: thresholds.map { direction.oriented($0) })
        points = zip(thresholds, counts).map { threshold, flagged in
            Point(
                threshold: threshold, flagged: flagged.all, hits: flagged.positives,
                precision: ratio(flagged.positives, flagged.all), recall: ratio(flagged.positives, positives),
                f1: ratio(2 * flagged.positives, flagged.all + positives))
        }
        self.direction = direction
        self.positives = positives
        self.wantedRecall = wantedRecall
        count = labels.count
        auroc = ranked.auroc()
        averagePrecision = ranked.averagePrecision()
        let good = points.filter { $0.recall >= wantedRecall }
        best =
            good.max { ($0.precision, $0.recall) < ($1.precision, $1.recall) }
            ?? points.max { ($0.f1, $0.recall) < ($1.f1, $1.recall) }
    }
}
