/// The samples among which a threshold is looked for, and what it is to keep.
struct ThresholdSearch {
    let labels: [Int]
    /// Turned so that higher ones speak for label 1.
    let scores: [Double]
    /// The scores of the samples that the target counts, highest first.
    let counted: [Double]
    let direction: ScoreDirection
    let target: ThresholdTarget
    let risk: Double

    init(labels: [Int], scores: [Double], direction: ScoreDirection, target: ThresholdTarget, risk: Double) {
        let oriented = direction.oriented(scores)
        let isCounted = labels.map { label in
            switch target.counted {
            case .positives: label == 1
            case .negatives: label == 0
            case .samples: true
            }
        }
        self.labels = labels
        self.scores = oriented
        self.direction = direction
        self.target = target
        self.risk = risk
        counted = zip(oriented, isCounted).filter(\.1).map(\.0).sorted(by: >)
    }

    /// Why no threshold could be guaranteed with as few samples as there are.
    var refusalForCount: ThresholdRefusal? {
        let needed = samplesNeeded(share: target.missedShare, risk: firstRisk)
        guard counted.count < needed else { return nil }
        return .tooFew(target.counted, present: counted.count, needed: needed, target: target, risk: risk)
    }

    /// The part of the risk that the first threshold may take: precision is tested from two starts.
    private var firstRisk: Double {
        if case .precision = target { risk / 2 } else { risk }
    }

    /// The m-th lowest positive's score: no more than the share that may be missed lies below it.
    var recallThreshold: GuaranteedThreshold {
        let kept = counted.count - rank
        // It is flagged itself, so with ties more are kept than the rank says.
        return guarantee(counted[kept], bound: clopperPearsonLowerBound(kept + 1, of: counted.count, risk: risk))
    }

    /// The least strict threshold over the m-th highest score of those that are not to be flagged.
    var limitedThreshold: GuaranteedThreshold {
        let limit = counted[rank - 1]
        return guarantee(
            scores.filter { $0 > limit }.min() ?? limit.nextUp,
            bound: clopperPearsonUpperBound(rank - 1, of: counted.count, risk: risk))
    }

    /// The loosest threshold of the grid whose hypothesis, that precision is under the level, falls.
    ///
    /// Hypotheses are tested from strict to loose until one stands. A single negative among the first few would end that
    /// at once, and where positives are rare the first must be few: so half of the risk begins where just enough are flagged,
    /// and the other half where twice as many are. A run that gets there takes its own half along (the fallback procedure).
    func precisionThreshold(grid: [Double]?) -> Result<GuaranteedThreshold, ThresholdRefusal> {
        let strictest = samplesNeeded(share: target.missedShare, risk: firstRisk)
        let thresholds = grid?.map(direction.oriented) ?? rankGrid(scores, strictest: strictest)
        let flagged = RankedScores(labels: labels, scores: scores).flagged(at: thresholds)
        let pValues = flagged.map { binomialUpperTail($0.positives, of: $0.all, chance: target.level) }
        guard let best = pValues.indices.min(by: { pValues[$0] < pValues[$1] }) else {
            return .failure(.notParted(target: target, strictest: strictest, samples: labels.count))
        }
        let second = grid == nil ? flagged.firstIndex { $0.all >= 2 * strictest } : nil
        var level = second == nil ? risk : firstRisk
        var kept: Int?
        for (place, pValue) in pValues.enumerated() {
            if place == second { level += firstRisk }
            if pValue <= level { kept = place } else { level = 0 }
        }
        guard let kept else {
            return .failure(
                .notKept(target: target, risk: risk, hits: flagged[best].positives, flagged: flagged[best].all))
        }
        let last = flagged[kept]
        return .success(
            guarantee(thresholds[kept], bound: clopperPearsonLowerBound(last.positives, of: last.all, risk: risk)))
    }

    /// Where there are enough samples, there is a rank.
    private var rank: Int {
        orderStatisticRank(count: counted.count, share: target.missedShare, risk: risk) ?? 1
    }

    private func guarantee(_ threshold: Double, bound: Double) -> GuaranteedThreshold {
        GuaranteedThreshold(
            target: target, risk: risk, direction: direction, threshold: direction.oriented(threshold), bound: bound)
    }
}
