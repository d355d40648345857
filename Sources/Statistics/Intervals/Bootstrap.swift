/// Percentile intervals of statistics over samples drawn with replacement, the same draws for all of them.
///
/// - Parameters:
///   - count: how many samples there are, at least 1.
///   - statistics: the statistics' values where each sample, by its number, is taken so many times; always as many.
/// - Returns: one interval a statistic; (NaN, NaN) where a resample gave NaN.
///
/// Source: B. Efron, "Bootstrap Methods: Another Look at the Jackknife" (1979).
package func bootstrapIntervals(
    count: Int,
    resamples: Int = 2_000,
    confidence: Double = 0.95,
    using generator: inout some RandomNumberGenerator,
    statistics: (_ counts: [Int]) -> [Double]
) -> [Interval] {
    precondition(count > 0 && resamples > 0, "\(resamples) resamples of \(count) samples")
    var values: [[Double]] = []
    var counts = [Int](repeating: 0, count: count)
    for resample in 0..<resamples {
        for place in counts.indices { counts[place] = 0 }
        for _ in 0..<count {
            counts[drawnPlace(below: count, using: &generator)] += 1
        }
        for (place, value) in statistics(counts).enumerated() {
            if resample == 0 { values.append([]) }
            values[place].append(value)
        }
    }
    return values.map { percentileInterval($0, confidence: confidence) }
}

/// One of the first so many places, each as likely as the others: the high word of a product, uneven by at most
/// count * 2^-64.
func drawnPlace(below count: Int, using generator: inout some RandomNumberGenerator) -> Int {
    Int(generator.next().multipliedFullWidth(by: UInt64(count)).high)
}

/// Bootstrap intervals of the metrics of a binary classifier.
package struct MetricIntervals: Sendable, Equatable, Codable {
    package let accuracy: Interval
    package let macroF1: Interval
    package let auroc: Interval
    package let averagePrecision: Interval
    package let brierScore: Interval
    /// In the bins of all samples, as they were before resampling.
    package let calibrationError: Interval
    /// Of the weighted mean of the losses; nil where none are given.
    package let loss: Interval?

    /// Labels are 0 or 1; samples with a probability of at least `threshold` are called 1; no probability may be NaN.
    ///
    /// - Parameter losses: each sample's loss and its weight in the mean.
    package init(
        labels: [Int],
        probabilities: [Double],
        losses: [(value: Double, weight: Double)] = [],
        threshold: Double = 0.5,
        resamples: Int = 2_000,
        confidence: Double = 0.95,
        using generator: inout some RandomNumberGenerator
    ) {
        let ranked = RankedScores(labels: labels, scores: probabilities)
        let called = probabilities.map { $0 >= threshold ? 1 : 0 }
        let errors = zip(labels, probabilities).map { ($1 - Double($0)) * ($1 - Double($0)) }
        let intervals = bootstrapIntervals(
            count: labels.count, resamples: resamples, confidence: confidence, using: &generator
        ) { counts in
            var squares = 0.0
            var confusion = [0, 0, 0, 0]  // place 2 * label + call
            for place in counts.indices {
                squares += Double(counts[place]) * errors[place]
                confusion[2 * labels[place] + called[place]] += counts[place]
            }
            return [
                ratio(confusion[0] + confusion[3], labels.count),
                binaryMacroF1(confusion),
                ranked.auroc(counts: counts),
                ranked.averagePrecision(counts: counts),
                squares / Double(labels.count),
                ranked.calibrationError(counts: counts),
            ] + (losses.isEmpty ? [] : [weightedMean(losses, counts)])
        }
        accuracy = intervals[0]
        macroF1 = intervals[1]
        auroc = intervals[2]
        averagePrecision = intervals[3]
        brierScore = intervals[4]
        calibrationError = intervals[5]
        loss = losses.isEmpty ? nil : intervals[6]
    }
}

private func weightedMean(_ values: [(value: Double, weight: Double)], _ counts: [Int]) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for (entry, count) in zip(values, counts) {
        sum += entry.value * entry.weight * Double(count)
        weight += entry.weight * Double(count)
    }
    return sum / weight
}

/// Macro-F1 of counts at place 2 * label + call; a class that is neither label nor call is left out.
private func binaryMacroF1(_ counts: [Int]) -> Double {
    let misses = counts[1] + counts[2]
    let scores = [counts[0], counts[3]].filter { $0 + misses > 0 }.map { ratio(2 * $0, 2 * $0 + misses) }
    return mean(scores)
}

private func percentileInterval(_ values: [Double], confidence: Double) -> Interval {
    guard !values.contains(where: \.isNaN) else { return Interval(low: .nan, high: .nan) }
    let sorted = values.sorted()
    let tail = (1 - confidence) / 2
    return Interval(low: quantile(sorted: sorted, tail), high: quantile(sorted: sorted, 1 - tail))
}
