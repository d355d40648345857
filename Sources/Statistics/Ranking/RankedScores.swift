/// Binary labels sorted by score once, so that ranking metrics take one pass, also when samples are counted several times.
package struct RankedScores: Sendable {
    /// Sample numbers, highest score first.
    let order: [Int]
    /// Whether the sample at each place of `order` is positive (label 1).
    let positive: [Bool]
    /// Whether the place of `order` is the last one of those with its score.
    let endsTie: [Bool]
    /// The scores in order.
    let scores: [Double]

    /// Labels are 0 or 1; no score may be NaN.
    package init(labels: [Int], scores: [Double]) {
        precondition(labels.count == scores.count, "\(labels.count) labels, \(scores.count) scores")
        precondition(labels.allSatisfy { $0 == 0 || $0 == 1 }, "ranking takes labels 0 and 1 only")
        precondition(scores.allSatisfy { !$0.isNaN }, "a score that is not a number has no rank")
        let order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
        let sorted = order.map { scores[$0] }
        self.order = order
        self.scores = sorted
        positive = order.map { labels[$0] == 1 }
        endsTie = sorted.indices.map { $0 + 1 == sorted.count || sorted[$0] != sorted[$0 + 1] }
    }

    /// Area under the ROC curve, ties counting half; 0.5 where one class is missing.
    ///
    /// - Parameter counts: how often each sample is taken, by sample number; nil for once each.
    package func auroc(counts: [Int]? = nil) -> Double {
        let pairs = pairCounts(counts: counts)
        return pairs.all > 0 ? Double(pairs.doubledWins) / (2 * Double(pairs.all)) : 0.5
    }

    /// How many pairs of a positive and a negative there are, and 2 for each in order and 1 for each tie.
    func pairCounts(counts: [Int]? = nil) -> (all: Int, doubledWins: Int) {
        var positives = 0
        var negatives = 0
        var tiedPositives = 0
        var tiedNegatives = 0
        var doubledWins = 0
        for place in order.indices {
            let count = counts?[order[place]] ?? 1
            if positive[place] { tiedPositives += count } else { tiedNegatives += count }
            guard endsTie[place] else { continue }
            doubledWins += tiedNegatives * (2 * positives + tiedPositives)
            positives += tiedPositives
            negatives += tiedNegatives
            tiedPositives = 0
            tiedNegatives = 0
        }
        return (positives * negatives, doubledWins)
    }

    /// Average precision, the area under the stepwise precision-recall curve; 0 where no sample is positive.
    ///
    /// - Parameter counts: how often each sample is taken, by sample number; nil for once each.
    package func averagePrecision(counts: [Int]? = nil) -> Double {
        var hits = 0
        var taken = 0
        var newHits = 0
        var sum = 0.0
        for place in order.indices {
            let count = counts?[order[place]] ?? 1
            taken += count
            if positive[place] { newHits += count }
            guard endsTie[place] else { continue }
            hits += newHits
            if newHits > 0 { sum += Double(newHits) * ratio(hits, taken) }
            newHits = 0
        }
        return hits == 0 ? 0 : sum / Double(hits)
    }

    /// After each group of equal scores, highest first: how many samples are at or above it.
    var cumulativeCounts: [CumulativeCount] {
        var positives = 0
        var negatives = 0
        var counts: [CumulativeCount] = []
        for place in order.indices {
            if positive[place] { positives += 1 } else { negatives += 1 }
            guard endsTie[place] else { continue }
            counts.append(CumulativeCount(positives: positives, negatives: negatives, threshold: scores[place]))
        }
        return counts
    }
}

/// How many positive and negative samples score at or above a threshold.
struct CumulativeCount {
    let positives: Int
    let negatives: Int
    let threshold: Double

    var all: Int { positives + negatives }

    var precision: Double { ratio(positives, all) }
}
