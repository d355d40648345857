/// Parts of the samples in which each item lies whole and each stratum has about its share: each sample's part, from 0.
///
/// Items come in random order, those with the most samples first, and each goes to the part in which its strata lack most.
/// With items of one sample and one stratum, parts differ from their shares by less than one sample.
///
/// - Parameters:
///   - strata: the number of what is to be spread evenly, from 0: labels, or `numbered` pairs of group and label.
///   - items: the number of the item that each sample is of, from 0.
///   - shares: of each part, over 0; their sum stands for all samples.
///
/// Source of the order: scikit-learn's `StratifiedGroupKFold`.
package func groupedParts(
    strata: [Int], items: [Int], shares: [Double], using generator: inout some RandomNumberGenerator
) -> [Int] {
    precondition(strata.count == items.count, "\(strata.count) strata, \(items.count) items")
    precondition(!shares.isEmpty && shares.allSatisfy { $0 > 0 }, "no parts of the shares \(shares)")
    let places = placesByNumber(items)
    let totals = placesByNumber(strata).map { Double($0.count) }
    // Of each part: how full each stratum is, in shares of the stratum.
    var fill = [[Double]](repeating: [Double](repeating: 0, count: totals.count), count: shares.count)
    var parts = [Int](repeating: 0, count: items.count)
    var order = shuffled(places.indices.filter { !places[$0].isEmpty }, using: &generator)
    order.sort { places[$0].count > places[$1].count }
    for item in order {
        let additions = placesByNumber(places[item].map { strata[$0] }).enumerated()
            .filter { !$0.element.isEmpty }
            .map { (stratum: $0.offset, share: Double($0.element.count) / totals[$0.offset]) }
        // The growth of the sum of squares, with each part's fill in units of its share.
        let costs = shares.indices.map { part in
            additions.reduce(0) { $0 + $1.share * (2 * fill[part][$1.stratum] + $1.share) } / shares[part]
        }
        let part = shares.indices.min { (costs[$0], fill[$0].reduce(0, +)) < (costs[$1], fill[$1].reduce(0, +)) } ?? 0
        for addition in additions { fill[part][addition.stratum] += addition.share }
        for place in places[item] { parts[place] = part }
    }
    return parts
}

/// Folds of equal size in which each item lies whole and each stratum is spread evenly: each sample's fold, from 0.
///
/// - Parameters:
///   - strata: the number of what is to be spread evenly, from 0: labels, or `numbered` pairs of group and label.
///   - items: the number of the item that each sample is of, from 0.
package func groupedFolds(
    strata: [Int], items: [Int], folds: Int, using generator: inout some RandomNumberGenerator
) -> [Int] {
    precondition(folds > 0, "\(folds) folds asked for")
    let shares = [Double](repeating: 1, count: folds)
    return groupedParts(strata: strata, items: items, shares: shares, using: &generator)
}

/// The values in random order, by Fisher and Yates: the library's own shuffle may change with its version.
private func shuffled(_ values: [Int], using generator: inout some RandomNumberGenerator) -> [Int] {
    var values = values
    for last in values.indices.dropFirst().reversed() {
        values.swapAt(last, drawnPlace(below: last + 1, using: &generator))
    }
    return values
}
