/// Thresholds from strict to loose, for scores of which so many are flagged by the strictest and all but the lowest by
/// the loosest, with about equally many between one and the next.
///
/// Each lies just over the highest score that it does not flag, and tied scores are never parted: so what is flagged is a
/// plain draw of the population beyond the threshold.
package func thresholdGrid(
    _ scores: [Double], direction: ScoreDirection = .higherIsPositive, strictest: Int, count: Int = 50
) -> [Double] {
    rankGrid(direction.oriented(scores), strictest: strictest, count: count).map(direction.oriented)
}

/// The grid of scores of which higher ones are flagged.
func rankGrid(_ scores: [Double], strictest: Int, count: Int = 50) -> [Double] {
    precondition(strictest > 0 && count > 1, "no grid of \(count) thresholds from \(strictest) flagged")
    let sorted = scores.sorted(by: >)
    guard strictest < sorted.count else { return [] }
    var grid: [Double] = []
    for step in 0..<count {
        let rank = strictest + step * (sorted.count - 1 - strictest) / (count - 1)
        guard let below = sorted[rank...].first(where: { $0 < sorted[rank - 1] }) else { break }
        if grid.last != below.nextUp { grid.append(below.nextUp) }
    }
    return grid
}

extension RankedScores {
    /// How many samples, and how many positive ones, score at or above each of the thresholds.
    func flagged(at thresholds: [Double]) -> [(positives: Int, all: Int)] {
        let counts = cumulativeCounts
        return thresholds.map { threshold in
            // Counts come by score, highest first.
            let beyond = counts.partitioningIndex { $0.threshold < threshold }
            guard beyond > 0 else { return (0, 0) }
            let last = counts[beyond - 1]
            return (last.positives, last.all)
        }
    }
}
