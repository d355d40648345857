import Foundation
import Testing

@testable import LogProbs
@testable import Uncertainty

/// Rows of 20 whose values are known by hand.
private enum Row {
    static let uniform = logs(Array(repeating: 1.0 / 20, count: 20))
    static let geometric = logs((1...20).map { pow(0.5, Double($0)) })
    /// The third of the same was chosen.
    static let third = [geometric[2]] + geometric[..<2] + geometric[3...]
    static let sure = logs([0.999] + Array(repeating: 0.001 / 19, count: 19))
}

@Suite struct RowScoresTests {
    @Test(arguments: [
        (Row.uniform, -2.995732, 1, 2.995732, 2.944439, 0.693147),
        (Row.geometric, -7.278045, 1, 1.386280, 1.386267, 0.636514),
        (Row.third, -7.278045, 3, 1.386280, 1.153726, 0.500402),
        (Row.sure, -9.359635, 1, 0.010852, 2.944439, 0.000572),
    ])
    func `HALT's features of known rows`(
        row: [Float], average: Double, rank: Double, overall: Double, alternatives: Double, decision: Double
    ) throws {
        let tokens = response([row])
        #expect(try isNearSingle(value(.averageLogProb, tokens), average))
        #expect(try isNearSingle(value(.meanConfidence, tokens), -average))
        #expect(try isNearSingle(value(.meanLogRank, tokens), log(rank)))
        #expect(try isNearSingle(value(.meanOverallEntropy, tokens), overall))
        #expect(try isNearSingle(value(.meanAlternativesEntropy, tokens), alternatives))
        #expect(try isNearSingle(value(.meanDecisionEntropy, tokens), decision))
    }

    @Test func `entropy is pooled over the mean, the largest and the top 15 %`() throws {
        // Of ten tokens two are pooled.
        let tokens = response(Array(repeating: Row.sure, count: 8) + [Row.geometric, Row.uniform])
        #expect(try isNearSingle(value(.meanOverallEntropy, tokens), (8 * 0.010852 + 1.386280 + 2.995732) / 10))
        #expect(try isNearSingle(value(.maxOverallEntropy, tokens), 2.995732))
        #expect(try isNearSingle(value(.topQOverallEntropy, tokens), (1.386280 + 2.995732) / 2))
        #expect(try isNearSingle(value(.maxAlternativesEntropy, tokens), 2.944439))
        #expect(try isNearSingle(value(.topQAlternativesEntropy, tokens), 2.944439))
    }

    @Test func `of 100 tokens 16 are pooled, as HALT does, since 0.15 in single precision is a little more`() throws {
        let tokens = response(Array(repeating: Row.uniform, count: 15) + Array(repeating: Row.sure, count: 85))
        #expect(try isNearSingle(value(.topQOverallEntropy, tokens), (15 * 2.995732 + 0.010852) / 16))
    }

    @Test func `EPR is over the 15 most likely tokens, the chosen one among them or not`() throws {
        let fifteen = 15.0 / 20 * log(20)
        #expect(try isNearSingle(value(.entropyProductionRate, response([Row.uniform])), fifteen))
        // The sum of n 2^-n ln 2 up to 15.
        let geometric = (1...15).reduce(0) { $0 + Double($1) * pow(0.5, Double($1)) } * log(2)
        #expect(try isNearSingle(value(.entropyProductionRate, response([Row.geometric])), geometric))
        #expect(try isNearSingle(value(.entropyProductionRate, response([Row.third])), geometric))
        let last = [Row.geometric[19]] + Row.geometric[..<19]
        #expect(try isNearSingle(value(.entropyProductionRate, response([last])), geometric))
    }

    @Test func `what is not listed bounds the entropy`() throws {
        // p is 1/2 and 1/4; a quarter is somewhere else, on one token or on 8 of 10.
        let tokens = response([logs([0.5, 0.25])])
        let options = ScoringOptions(vocabularySize: 10)
        #expect(try isNearSingle(value(.meanEntropyLow, tokens, options), 1.5 * log(2)))
        #expect(try isNearSingle(value(.meanEntropyHigh, tokens, options), log(2) + 0.25 * log(32)))
        // No more tokens than are listed: as if there were one more.
        #expect(try isNearSingle(value(.meanEntropyHigh, tokens, ScoringOptions(vocabularySize: 2)), 1.5 * log(2)))
    }

    @Test func `what is not listed bounds Gini and delta-mu`() throws {
        let tokens = response([logs([0.5, 0.25])])
        #expect(try isNearSingle(value(.meanGiniLow, tokens), 1 - 0.25 - 0.0625 - 0.0625))
        #expect(try isNearSingle(value(.meanGiniHigh, tokens), 1 - 0.25 - 0.0625))
        #expect(try isNearSingle(value(.meanDeltaMuLow, tokens), 1 / (0.6875 + 0.01).squareRoot()))
        #expect(try isNearSingle(value(.meanDeltaMuHigh, tokens), 1 / (0.625 + 0.01).squareRoot()))
    }

    @Test func `a certain token has the greatest precision`() throws {
        let tokens = response([[0, -60]])
        #expect(try isNear(value(.meanDeltaMuLow, tokens), 10))
        #expect(try isNear(value(.meanDeltaMuHigh, tokens), 10))
        #expect(try isNear(value(.meanMargin, tokens), 1))
        #expect(try value(.meanDecisionEntropy, tokens) < 1e-20)
    }

    @Test func `decision entropy jumps and changes`() throws {
        // ln 2, then nothing, then ln 2: changes of -ln 2 and ln 2.
        let tokens = response([[-1, -1], [0, -800], [-1, -1]])
        #expect(try isNear(value(.decisionEntropyJump, tokens), log(2)))
        #expect(try isNear(value(.decisionEntropyChange, tokens), log(2)))
        // Where it only falls, there is no jump.
        #expect(try value(.decisionEntropyJump, response([[-1, -1], [0, -800]])) == 0)
    }

    @Test func `margins of a token that was not the most likely`() throws {
        let tokens = response([logs([0.25, 0.5, 0.125])])
        #expect(try isNearSingle(value(.meanMargin, tokens), 0.25))
        #expect(try isNearSingle(value(.meanChosenMargin, tokens), -log(2)))
        #expect(try isNearSingle(value(.meanMargin, response([logs([0.1, 0.5, 0.125])])), 0.375))
    }

    @Test func `ranks count likelier alternatives, and ties do not`() throws {
        let tokens = response([[-1, -1, -2], [-2, -1, -2], [-3, -1, -2]])
        #expect(try isNear(value(.rankRate, tokens), 2 / 3.0))
        #expect(try isNear(value(.meanLogRank, tokens), (log(2) + log(3)) / 3))
    }

    @Test func `confidence over windows, and at the end`() throws {
        // Confidence 2, 4, 6, 8, 1 in this order.
        let tokens = response([[-2, -2], [-4, -4], [-6, -6], [-8, -8], [-1, -1]])
        let options = ScoringOptions(confidenceWindow: 2)
        #expect(try isNear(value(.meanConfidence, tokens, options), 4.2))
        #expect(try isNear(value(.minGroupConfidence, tokens, options), 3))
        #expect(try isNear(value(.tailConfidence, tokens, options), 4.5))
        #expect(try isNear(value(.minGroupConfidence, tokens), 4.2))
        #expect(try isNear(value(.tailConfidence, tokens), 4.2))
    }

    @Test func `a chosen token outside its list is in the average in place of the last, not in the confidence`() throws
    {
        let tokens = response([[-9, -1, -2, -6]], flags: [.outsideList])
        #expect(try isNear(value(.averageLogProb, tokens), -4))
        #expect(try isNear(value(.meanConfidence, tokens), 3))
        #expect(try isNear(value(.meanLogRank, tokens), log(4)))
    }

    @Test func `very unlikely alternatives neither overflow nor vanish`() throws {
        let tokens = response([[0, -800, -800]])
        #expect(try isNear(value(.meanAlternativesEntropy, tokens), log(2)))
        #expect(try value(.meanOverallEntropy, tokens) == 0)
        #expect(try isNear(value(.meanChosenMargin, tokens), 800))
    }
}
