package import LogProbs

/// All scores that need no training, in the order in which they are calculated, shown and stored.
package enum ScoreCatalogue {
    package static let all: [Score] = [
        .meanNLL, .maxNLL, .top5NLL, .q90NLL, .perplexity, .sequenceNLL,
        .meanOverallEntropy, .maxOverallEntropy, .topQOverallEntropy,
        .meanAlternativesEntropy, .maxAlternativesEntropy, .topQAlternativesEntropy,
        .entropyProductionRate, .meanEntropyLow, .meanEntropyHigh,
        .meanDecisionEntropy, .maxDecisionEntropy, .decisionEntropyJump, .decisionEntropyChange,
        .meanMargin, .meanChosenMargin, .rankRate, .meanLogRank,
        .meanGiniLow, .meanGiniHigh, .meanDeltaMuLow, .meanDeltaMuHigh,
        .meanConfidence, .minGroupConfidence, .tailConfidence, .averageLogProb,
        .length, .surpriseSlope, .surpriseAutocorrelation, .surpriseSpikes, .surpriseCUSUM,
    ]

    package static let identifiers = all.map(\.identifier)

    /// Where a score stands in the order; nil where there is none of that name.
    package static func place(of identifier: String) -> Int? { places[identifier] }

    package static subscript(identifier: String) -> Score? { place(of: identifier).map { all[$0] } }

    /// A response's scores in the catalogue's order; NaN where a token lacks what a score needs, or tokens are too few.
    package static func values(of tokens: TokenLogProbs, _ options: ScoringOptions = ScoringOptions()) -> [Double] {
        let measures = ResponseMeasures(tokens, options)
        return all.map { $0.value(measures) }
    }

    private static let places = Dictionary(uniqueKeysWithValues: zip(identifiers, 0...))
}
