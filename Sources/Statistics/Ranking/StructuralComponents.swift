/// Each sample's part in an AUROC: a positive's share of negatives below it, a negative's share of positives above it,
/// ties counting half. Of a difference between two detectors, the differences of these.
///
/// Source: E. DeLong, D. DeLong, D. Clarke-Pearson, "Comparing the Areas under Two or More Correlated Receiver Operating
/// Characteristic Curves" (1988); by midranks as in X. Sun, W. Xu, "Fast Implementation of DeLong's Algorithm" (2014).
struct StructuralComponents {
    let positives: [Double]
    let negatives: [Double]

    private init(positives: [Double], negatives: [Double]) {
        self.positives = positives
        self.negatives = negatives
    }

    /// Labels are 0 or 1; no score may be NaN.
    init(labels: [Int], scores: [Double]) {
        precondition(labels.count == scores.count, "\(labels.count) labels, \(scores.count) scores")
        precondition(labels.allSatisfy { $0 == 0 || $0 == 1 }, "ranking takes labels 0 and 1 only")
        precondition(scores.allSatisfy { !$0.isNaN }, "a score that is not a number has no rank")
        let ranks = midranks(scores)
        let sides = [0, 1].map { label in labels.indices.filter { labels[$0] == label } }
        let ownRanks = sides.map { places in midranks(places.map { scores[$0] }) }
        let (m, n) = (Double(sides[1].count), Double(sides[0].count))
        positives = zip(sides[1], ownRanks[1]).map { (ranks[$0] - $1) / n }
        negatives = zip(sides[0], ownRanks[0]).map { 1 - (ranks[$0] - $1) / m }
    }

    /// The AUROC, or the difference of two; the caller sees to it that there are positives and negatives.
    var value: Double { mean(positives) }

    /// How many pairs of a positive and a negative there are.
    var pairs: Int { positives.count * negatives.count }

    /// How many pairs there are that share no sample.
    var independentPairs: Int { min(positives.count, negatives.count) }

    /// DeLong's variance of the value; where one class has a single sample, which shows no variance, the largest that
    /// values in a range of this width can have.
    func variance(range: Double) -> Double {
        guard positives.count > 1, negatives.count > 1 else { return range * range / 4 }
        let deviations = (
            standardDeviation(positives, freedomLost: 1), standardDeviation(negatives, freedomLost: 1)
        )
        return deviations.0 * deviations.0 / Double(positives.count)
            + deviations.1 * deviations.1 / Double(negatives.count)
    }

    /// The difference of two detectors' components on the same samples.
    static func - (left: Self, right: Self) -> Self {
        Self(
            positives: zip(left.positives, right.positives).map { $0 - $1 },
            negatives: zip(left.negatives, right.negatives).map { $0 - $1 })
    }
}

/// The ranks of values from 1, ascending; equal values share the mean of theirs.
func midranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
        let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
        for place in order[start..<end] { ranks[place] = Double(start + end + 1) / 2 }
        start = end
    }
    return ranks
}

extension [StructuralComponents] {
    /// Of each group of samples that has both classes; all samples are one group where none are given.
    init(labels: [Int], scores: [Double], groups: [Int]?) {
        precondition(groups.map { $0.count == labels.count } ?? true, "\(labels.count) labels, \(groups!.count) groups")
        let places = groups.map(placesByNumber) ?? [[Int](labels.indices)]
        self = places.compactMap { places in
            let labels = places.map { labels[$0] }
            guard labels.contains(0), labels.contains(1) else { return nil }
            return StructuralComponents(labels: labels, scores: places.map { scores[$0] })
        }
    }

    var pairs: Int { reduce(0) { $0 + $1.pairs } }

    /// The groups' values weighted by their pairs: the value over all pairs within a group.
    var value: Double {
        reduce(0) { $0 + Double($1.pairs) * $1.value } / Double(pairs)
    }

    /// The variance of the weighted sum, since groups share no sample.
    func variance(range: Double) -> Double {
        let total = Double(pairs)
        return reduce(0) { sum, group in
            let weight = Double(group.pairs) / total
            return sum + weight * weight * group.variance(range: range)
        }
    }
}
