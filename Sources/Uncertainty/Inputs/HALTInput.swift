import Glibc
package import HALT
package import LogProbs

/// What HALT reads of a response: rows of one length, filled up where a server returned less.
///
/// A row is the chosen token's log-prob and those of the K - 1 best alternatives. What it lacks is half as likely as the least likely
/// of what it has (its smallest log-prob - log 2), and so is a chosen token without a log-prob.
package struct HALTInput: Sendable, Equatable {
    package let logProbs: LogProbMatrix
    /// The response's token that each row is of.
    package let places: [Int]
    /// How many rows were filled up.
    package let filled: Int
    /// How many chosen tokens had no log-prob.
    package let chosenMissing: Int
    /// How many tokens have no log-prob at all, and therefore no row.
    package let leftOut: Int
    /// How many tokens are not as they should be, for one or several of these reasons.
    package let degraded: Int

    /// - Precondition: `topK` is at least 2.
    package init(
        _ response: TokenLogProbs, topK: Int = 20, selection: TokenSelection = TokenSelection()
    ) throws(HALTInputProblem) {
        precondition(topK >= 2, "rows of \(topK) log-probs have no alternative")
        let selected = selection.places(in: response)
        guard !selected.isEmpty else { throw .noTokens }
        var values: [Float] = []
        values.reserveCapacity(selected.count * topK)
        var places: [Int] = []
        var (filled, chosenMissing, degraded) = (0, 0, 0)
        for place in selected {
            let row = response.logProbs[response.row(place)]
            guard let least = row.filter({ !$0.isNaN }).min() else { continue }
            let floor = least - log(2)
            let isMissing = row[row.startIndex].isNaN
            let isShort = row.count < topK
            values.append(isMissing ? floor : row[row.startIndex])
            values += row.dropFirst().prefix(topK - 1)
            if isShort { values += repeatElement(floor, count: topK - row.count) }
            places.append(place)
            filled += isShort ? 1 : 0
            chosenMissing += isMissing ? 1 : 0
            degraded += isShort || isMissing ? 1 : 0
        }
        guard !places.isEmpty else { throw .noLogProbs }
        logProbs = LogProbMatrix(values: values, tokens: places.count, topK: topK)
        self.places = places
        self.filled = filled
        self.chosenMissing = chosenMissing
        leftOut = selected.count - places.count
        self.degraded = degraded + leftOut
    }
}

/// Why HALT cannot read a response.
package enum HALTInputProblem: Error, Hashable, CustomStringConvertible {
    /// It has none, or only special ones and the prompt's.
    case noTokens
    /// None of its tokens has any.
    case noLogProbs

    package var description: String {
        switch self {
        case .noTokens: "the response has no tokens; leave empty responses out"
        case .noLogProbs: "no token of the response has a log-prob; ask the server for them"
        }
    }
}
