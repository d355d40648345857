import Glibc

/// What one token's row of log-probs says, in double precision; NaN where the row does not hold what is needed.
///
/// Exponentials are taken relative to the best alternative, once each, so that no sum overflows or cancels: the entropy over all is
/// that of choosing between the chosen token and the rest, and of choosing among the rest.
struct RowMeasures {
    /// Over how many ranks the entropy production rate is taken.
    static let productionRanks = 15

    /// l of the chosen token.
    let chosen: Double
    /// l of the two best alternatives.
    private let best: Double
    private let second: Double
    /// How many alternatives there are.
    private let alternatives: Int
    /// Whether the server's list does not hold the chosen token.
    private let isOutside: Bool
    /// Sums over the alternatives, of p relative to the best one's.
    private var sums = Sums()
    /// The same over those among the most likely of the row; nil where the row is too short.
    private var leading: Sums?
    /// The sum of the alternatives' l, and the last.
    private var logProbSum = 0.0
    private let last: Double
    /// How many alternatives are likelier than the chosen token.
    private var likelier = 0

    private struct Sums {
        /// Of w = p / p of the best.
        var weights = 0.0
        /// Of w ln w.
        var weightedLogs = 0.0
        /// Of w squared.
        var squares = 0.0
    }

    /// - Parameter row: the chosen token's log-prob, NaN where missing, then the alternatives', sorted descending.
    @inline(__always)
    init(_ row: UnsafeBufferPointer<Float>, isOutside: Bool) {
        chosen = Double(row[0])
        alternatives = row.count - 1
        best = row.count > 1 ? Double(row[1]) : .nan
        second = row.count > 2 ? Double(row[2]) : .nan
        last = Double(row[row.count - 1])
        self.isOutside = isOutside || chosen.isNaN
        let leadingAlternatives = Self.leadingAlternatives(row)
        for place in 1..<row.count {
            let logProb = Double(row[place])
            let log = logProb - best
            let weight = exp(log)
            sums.weights += weight
            sums.weightedLogs += weight > 0 ? weight * log : 0
            sums.squares += weight * weight
            logProbSum += logProb
            likelier += logProb > chosen ? 1 : 0
            if place == leadingAlternatives { leading = sums }
        }
    }

    /// How many alternatives are among the row's 15 most likely; nil where it has fewer than 15.
    @inline(__always)
    private static func leadingAlternatives(_ row: UnsafeBufferPointer<Float>) -> Int? {
        if row.count > productionRanks {
            return row[0] >= row[productionRanks] ? productionRanks - 1 : productionRanks
        }
        return row.count == productionRanks && !row[0].isNaN ? productionRanks - 1 : nil
    }
}

extension RowMeasures {
    private var knowsChosen: Bool { !chosen.isNaN }
    /// How many log-probs the row has.
    private var known: Int { alternatives + (knowsChosen ? 1 : 0) }
    /// The chosen token's p; 0 where it is missing, so that sums are over what is known.
    private var chosenProbability: Double { knowsChosen ? exp(chosen) : 0 }

    /// Adds the chosen token to a sum of -p l over alternatives.
    private func plainEntropy(_ sums: Sums, withChosen: Bool) -> Double {
        let others = -exp(best) * (sums.weightedLogs + best * sums.weights)
        return withChosen && chosenProbability > 0 ? others - chosenProbability * chosen : others
    }

    private static func binaryEntropy(logOdds: Double) -> Double {
        let size = abs(logOdds)
        let odds = exp(-size)
        return log1p(odds) + (odds > 0 ? size * odds / (1 + odds) : 0)
    }

    /// 0 - l, so that a certain token has no negative zero.
    var surprise: Double { 0 - chosen }

    /// Over the alternatives alone, scaled to sum 1.
    var alternativesEntropy: Double {
        known < 2 ? .nan : log(sums.weights) - sums.weightedLogs / sums.weights
    }

    /// Over the chosen token and the alternatives, scaled to sum 1.
    var overallEntropy: Double {
        let logOdds = chosen - (best + log(sums.weights))
        return Self.binaryEntropy(logOdds: logOdds) + alternativesEntropy / (1 + exp(logOdds))
    }

    /// Of the choice between the chosen token and the best alternative.
    var decisionEntropy: Double { Self.binaryEntropy(logOdds: chosenMargin) }

    /// The sum of -p l over the 15 most likely tokens.
    var entropyProduction: Double {
        leading.map { plainEntropy($0, withChosen: alternativesLead < Self.productionRanks) } ?? .nan
    }

    /// How many alternatives come before the chosen token, whose ties it wins; all where it is missing.
    private var alternativesLead: Int { knowsChosen ? likelier : alternatives }

    /// The bounds of the whole vocabulary's entropy: what no listed token has is on one token, or on all others alike.
    func entropyBounds(vocabularySize: Int) -> (low: Double, high: Double) {
        guard known >= 2 else { return (.nan, .nan) }
        let listed = plainEntropy(sums, withChosen: true)
        guard remainder > 0 else { return (listed, listed) }
        let others = Double(max(1, vocabularySize - known))
        return (listed - remainder * log(remainder), listed - remainder * log(remainder / others))
    }

    /// The probability that no listed token has; rounding may have lifted their sum over 1.
    private var remainder: Double { max(0, 1 - exp(best) * sums.weights - chosenProbability) }

    /// The bounds of 1 less the sum of all p squared.
    var giniBounds: (low: Double, high: Double) {
        guard known >= 2 else { return (.nan, .nan) }
        let high = 1 - exp(2 * best) * sums.squares - chosenProbability * chosenProbability
        return (max(0, high - remainder * remainder), max(0, high))
    }

    /// The largest p less the second largest.
    var margin: Double {
        guard known >= 2 else { return .nan }
        guard knowsChosen else { return exp(best) - exp(second) }
        let behind = chosen >= best || alternatives < 2 ? min(chosen, best) : max(chosen, second)
        return exp(max(chosen, best)) - exp(behind)
    }

    /// l of the chosen token less that of the best alternative.
    var chosenMargin: Double { chosen - best }

    /// ln of the chosen token's rank; ties do not count.
    var logRank: Double { knowsChosen && alternatives > 0 ? log(Double(1 + likelier)) : .nan }

    /// Minus the mean l of the server's list, whether the chosen token is in it or not.
    var confidence: Double {
        guard known >= 2 else { return .nan }
        return isOutside ? -logProbSum / Double(alternatives) : -(logProbSum + chosen) / Double(known)
    }

    /// The mean l of the chosen token and as many alternatives as the list has place for beside it.
    var averageLogProb: Double {
        guard known >= 2, alternatives > 0 else { return .nan }
        return isOutside && alternatives > 1
            ? (chosen + logProbSum - last) / Double(alternatives) : (chosen + logProbSum) / Double(known)
    }
}
