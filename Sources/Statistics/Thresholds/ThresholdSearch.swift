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
        let needed = samplesNeeded(share: target.missedShare, risk: risk)
        guard counted.count < needed else { return nil }
        return .tooFew(target.counted, present: counted.count, needed: needed, target: target, risk: risk)
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

    /// The last threshold of the grid before the first whose hypothesis, that precision is under the level, stands.
    func precisionThreshold(grid: [Double]?) -> Result<GuaranteedThreshold, ThresholdRefusal> {
        let needed = samplesNeeded(share: target.missedShare, risk: risk)
        let grid = grid?.map(direction.oriented) ?? rankGrid(scores, strictest: 2 * needed)
        let flagged = RankedScores(labels: labels, scores: scores).flagged(at: grid)
        let pValues = flagged.map { binomialUpperTail($0.positives, of: $0.all, chance: target.level) }
        let kept = pValues.prefix { $0 <= risk }.count
        guard kept > 0 else {
            let strictest = flagged.first ?? (positives: counted.count, all: labels.count)
            return .failure(.notKept(target: target, risk: risk, hits: strictest.positives, flagged: strictest.all))
        }
        let last = flagged[kept - 1]
        return .success(
            guarantee(grid[kept - 1], bound: clopperPearsonLowerBound(last.positives, of: last.all, risk: risk)))
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
