import LogProbs

/// What a token's row gives, as scores pool it.
enum TokenMeasure: Int, CaseIterable {
    case surprise, overallEntropy, alternativesEntropy, entropyProduction, entropyLow, entropyHigh, decisionEntropy
    case margin, chosenMargin, logRank, giniLow, giniHigh, deltaMuLow, deltaMuHigh, confidence, averageLogProb
}

/// What all tokens of a response that are looked at give, had in one pass over their rows.
struct ResponseMeasures {
    /// T, how many tokens are looked at.
    let tokens: Int
    let options: ScoringOptions
    /// Measure by measure, T values each.
    private var values: [Double]

    init(_ response: TokenLogProbs, _ options: ScoringOptions) {
        let places = options.selection.places(in: response)
        tokens = places.count
        self.options = options
        values = [Double](repeating: .nan, count: places.count * TokenMeasure.allCases.count)
        let (rowEnds, flags) = (response.rowEnds, response.flags)
        let outside = TokenFlags.outsideList.rawValue
        response.logProbs.withUnsafeBufferPointer { logProbs in
            for (token, place) in places.enumerated() {
                let start = place == 0 ? 0 : rowEnds[place - 1]
                let row = UnsafeBufferPointer(rebasing: logProbs[start..<rowEnds[place]])
                note(RowMeasures(row, isOutside: flags[place].rawValue & outside != 0), at: token)
            }
        }
    }

    /// One measure of each token, in their order; NaN where a token lacks it.
    func values(of measure: TokenMeasure) -> [Double] {
        Array(values[measure.rawValue * tokens..<(measure.rawValue + 1) * tokens])
    }

    /// One measure of all tokens, in their order.
    subscript(measure: TokenMeasure) -> Series {
        Series(values[measure.rawValue * tokens..<(measure.rawValue + 1) * tokens])
    }

    private mutating func note(_ row: RowMeasures, at token: Int) {
        set(.surprise, token, row.surprise)
        set(.overallEntropy, token, row.overallEntropy)
        set(.alternativesEntropy, token, row.alternativesEntropy)
        set(.entropyProduction, token, row.entropyProduction)
        let entropy = row.entropyBounds(vocabularySize: options.vocabularySize)
        set(.entropyLow, token, entropy.low)
        set(.entropyHigh, token, entropy.high)
        set(.decisionEntropy, token, row.decisionEntropy)
        set(.margin, token, row.margin)
        set(.chosenMargin, token, row.chosenMargin)
        set(.logRank, token, row.logRank)
        let gini = row.giniBounds
        set(.giniLow, token, gini.low)
        set(.giniHigh, token, gini.high)
        set(.deltaMuLow, token, 1 / (gini.high + 0.01).squareRoot())
        set(.deltaMuHigh, token, 1 / (gini.low + 0.01).squareRoot())
        set(.confidence, token, row.confidence)
        set(.averageLogProb, token, row.averageLogProb)
    }

    private mutating func set(_ measure: TokenMeasure, _ token: Int, _ value: Double) {
        values[measure.rawValue * tokens + token] = value
    }
}
