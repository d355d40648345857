/// A group of samples with neighbouring probabilities.
package struct ReliabilityBin: Sendable, Equatable, Codable {
    package let count: Int
    /// The mean of the predicted probabilities.
    package let meanProbability: Double
    /// The share of positive samples.
    package let positiveShare: Double
    /// The smallest and the largest probability.
    package let low: Double
    package let high: Double
}

/// Samples sorted by probability and cut into bins of equal mass, as nearly as equal probabilities allow: those stay
/// together, so that the bins do not depend on the order of the samples and may be fewer than asked for.
///
/// No probability may be NaN.
package func reliabilityBins(labels: [Int], probabilities: [Double], bins: Int = 10) -> [ReliabilityBin] {
    let ranked = RankedScores(labels: labels, scores: probabilities)
    return ranked.bins(bins).map { ReliabilityBin(ranked, places: $0) }.reversed()
}

extension RankedScores {
    /// The places of each of at most so many bins of equal mass, highest score first.
    fileprivate func bins(_ bins: Int) -> [Range<Int>] {
        precondition(bins > 0, "\(bins) bins asked for")
        var result: [Range<Int>] = []
        var start = 0
        for bin in 1...bins {
            let share = bin * scores.count / bins
            guard share > start, let end = (share - 1..<scores.count).first(where: { endsTie[$0] }) else { continue }
            result.append(start..<end + 1)
            start = end + 1
        }
        return result
    }

    /// The expected calibration error where each sample is taken so many times: in the bins of all samples once.
    ///
    /// - Parameter counts: by sample number.
    func calibrationError(counts: [Int], bins: Int = 10) -> Double {
        var distance = 0.0
        for places in self.bins(bins) {
            // Mean probability less share of positives, times how many there are.
            distance += abs(places.reduce(0) { $0 + Double(counts[order[$1]]) * (scores[$1] - (positive[$1] ? 1 : 0)) })
        }
        return distance / Double(counts.reduce(0, +))
    }
}

/// The expected calibration error: the bins' distances between mean probability and share of positives, weighted by
/// size; NaN for no samples.
package func expectedCalibrationError(_ bins: [ReliabilityBin]) -> Double {
    let total = bins.reduce(0) { $0 + $1.count }
    return bins.reduce(0) { $0 + Double($1.count) * abs($1.meanProbability - $1.positiveShare) } / Double(total)
}

extension ReliabilityBin {
    /// The samples at these places of the ranking, highest probability first.
    fileprivate init(_ ranked: RankedScores, places: Range<Int>) {
        count = places.count
        meanProbability = mean(Array(ranked.scores[places]))
        positiveShare = ratio(ranked.positive[places].count { $0 }, places.count)
        low = ranked.scores[places.upperBound - 1]
        high = ranked.scores[places.lowerBound]
    }
}
