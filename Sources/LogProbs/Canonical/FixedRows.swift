import Glibc

/// A response's rows, all of one length, with what was made up for it.
package struct FixedRows: Sendable, Equatable {
    /// How a row that is too short is filled up.
    package enum Fill: Sendable, Equatable {
        /// With the least value that is known of the row, less `by`.
        case belowLeast(by: Double)
        /// With what is left of the probability, shared by all other tokens of the vocabulary; no more than the least value.
        case tail(vocabulary: Int)
    }

    /// [T, k]: the chosen token's log-prob, then the greatest of the alternatives'.
    package private(set) var values: [Float] = []
    package let k: Int
    /// The tokens whose rows were filled up.
    package private(set) var padded: [Int] = []
    /// The tokens whose own log-prob was missing; it is log 2 under the least of the alternatives.
    package private(set) var guessed: [Int] = []
    /// How many alternatives were left out of rows that are too long.
    package private(set) var cut = 0

    /// Makes the rows; a token of which nothing is known gets what the fill gives after a log-prob of 0.
    package init(_ tokens: TokenLogProbs, k: Int, fill: Fill) {
        precondition(k >= 1, "rows of \(k) values")
        self.k = k
        values.reserveCapacity(tokens.count * k)
        for token in 0..<tokens.count { add(tokens.logProbs[tokens.row(token)], token, fill) }
    }

    private mutating func add(_ row: ArraySlice<Float>, _ token: Int, _ fill: Fill) {
        let known = row.filter { !$0.isNaN }
        let least = known.min() ?? 0
        var row = Array(row)
        if row[0].isNaN {
            row[0] = least - Float(log(2.0))
            guessed.append(token)
        }
        values += row.prefix(k)
        cut += max(0, row.count - k)
        guard row.count < k else { return }
        padded.append(token)
        values += Array(repeating: Self.value(fill, known, least: least), count: k - row.count)
    }

    private static func value(_ fill: Fill, _ known: [Float], least: Float) -> Float {
        switch fill {
        case .belowLeast(let distance): return least - Float(distance)
        case .tail(let vocabulary):
            let mass = known.reduce(0) { $0 + exp(Double($1)) }
            // What rounding leaves of a full row is not nothing.
            let rest = max(1 - mass, 1e-9) / Double(max(vocabulary - known.count, 1))
            return min(least, Float(log(rest)))
        }
    }
}
