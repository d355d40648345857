import Foundation
import Testing

@testable import LogProbs
@testable import Uncertainty

/// What scores declare is held to what they do.
@Suite struct CatalogueTests {
    @Test func `identifiers are stable, in a fixed order`() {
        #expect(
            ScoreCatalogue.identifiers == [
                "mean_nll", "max_nll", "top5_nll", "q90_nll", "perplexity", "sequence_nll",
                "mean_overall_entropy", "max_overall_entropy", "topq_overall_entropy",
                "mean_alternatives_entropy", "max_alternatives_entropy", "topq_alternatives_entropy",
                "epr", "mean_entropy_low", "mean_entropy_high",
                "mean_decision_entropy", "max_decision_entropy", "decision_entropy_jump", "decision_entropy_change",
                "mean_margin", "mean_chosen_margin", "rank_rate", "mean_log_rank",
                "mean_gini_low", "mean_gini_high", "mean_delta_mu_low", "mean_delta_mu_high",
                "mean_confidence", "min_group_confidence", "tail_confidence", "average_log_prob",
                "length", "surprise_slope", "surprise_autocorrelation", "surprise_spikes", "surprise_cusum",
            ])
        #expect(ScoreCatalogue["epr"]?.title == "EPR")
        #expect(ScoreCatalogue["EPR"] == nil)
    }

    @Test func `every score has its own words`() {
        let scores = ScoreCatalogue.all
        #expect(Set(scores.map(\.identifier)).count == scores.count)
        #expect(Set(scores.map(\.title)).count == scores.count)
        #expect(scores.allSatisfy { $0.meaning.hasSuffix(".") && !$0.formula.isEmpty && !$0.source.isEmpty })
    }

    @Test func `values lie in their range`() {
        var generator = TestGenerator(state: 1)
        for count in [2, 3, 15, 20] {
            for tokens in 1...30 {
                let values = ScoreCatalogue.values(of: response(generator.rows(tokens: tokens, count: count)))
                for (score, value) in zip(ScoreCatalogue.all, values) where !value.isNaN {
                    // Rounding may lift a bound's value over it.
                    let isInside = value >= score.range.lowerBound - 1e-12 && value <= score.range.upperBound + 1e-12
                    #expect(isInside, "\(score.identifier) \(value)")
                }
            }
        }
    }

    @Test func `bounds hold what they bound, whatever the tail`() throws {
        var generator = TestGenerator(state: 2)
        for _ in 0..<200 {
            let whole = generator.rows(tokens: 1, count: 50)[0]
            let total = whole.reduce(0) { $0 + exp(Double($1)) }
            let scaled = whole.map { Float(Double($0) - log(total)) }
            let entropy = scaled.reduce(0) { $0 - exp(Double($1)) * Double($1) }
            let gini = scaled.reduce(1) { $0 - exp(2 * Double($1)) }
            let tokens = response([Array(scaled.prefix(20))])
            let options = ScoringOptions(vocabularySize: 50)
            // Log-probs in single precision are off by 1e-7 of their size.
            #expect(try value(.meanEntropyLow, tokens, options) <= entropy + 1e-5)
            #expect(try value(.meanEntropyHigh, tokens, options) >= entropy - 1e-5)
            #expect(try value(.meanGiniLow, tokens) <= gini + 1e-5)
            #expect(try value(.meanGiniHigh, tokens) >= gini - 1e-5)
        }
    }

    @Test func `more alternatives change those scores that say so`() {
        var generator = TestGenerator(state: 3)
        let rows = generator.rows(tokens: 12).map { row in
            // The most likely token or the second is chosen, so that shorter lists hold it, too.
            let listed = row.sorted(by: >)
            let chosen = Int.random(in: 0...1, using: &generator)
            return [listed[chosen], listed[1 - chosen]] + listed[2...]
        }
        let full = ScoreCatalogue.values(of: response(rows))
        let cut = ScoreCatalogue.values(of: response(rows.map { Array($0.prefix(16)) }))
        for (place, score) in ScoreCatalogue.all.enumerated() where score.identifier != "mean_log_rank" {
            #expect((full[place] == cut[place]) == !score.dependsOnK, "\(score.identifier)")
        }
    }

    @Test func `the rank of a chosen token depends on how far its list goes`() throws {
        let full = response([[-5, -1, -2, -3]])
        let cut = response([[-5, -1, -2]], flags: [.outsideList])
        #expect(try isNear(value(.meanLogRank, full), log(4)))
        #expect(try isNear(value(.meanLogRank, cut), log(3)))
    }

    @Test func `more tokens of one kind change no score that is not sensitive to length`() {
        let row = logs([0.3, 0.4, 0.1])
        let short = ScoreCatalogue.values(of: response(Array(repeating: row, count: 6)))
        let long = ScoreCatalogue.values(of: response(Array(repeating: row, count: 60)))
        for (place, score) in ScoreCatalogue.all.enumerated() where !score.isLengthSensitive && !short[place].isNaN {
            #expect(isNear(short[place], long[place]), "\(score.identifier)")
        }
    }

    @Test func `a score is there where its needs are met, and only there`() {
        var generator = TestGenerator(state: 4)
        for logProbs in [1, 2, 14, 15, 16] {
            for tokens in 1...4 {
                for knowsChosen in [true, false] where knowsChosen || logProbs > 1 {
                    var rows = generator.rows(tokens: tokens, count: knowsChosen ? logProbs : logProbs + 1)
                    if !knowsChosen { rows[0][0] = .nan }
                    let flags: [TokenFlags] = knowsChosen ? [] : [[.outsideList, .chosenMissing]]
                    let values = ScoreCatalogue.values(of: response(rows, flags: flags))
                    for (score, value) in zip(ScoreCatalogue.all, values) {
                        let needs = score.needs
                        let isMet =
                            (knowsChosen || !needs.chosen) && logProbs >= needs.logProbs && tokens >= needs.tokens
                        #expect(value.isNaN == !isMet, "\(score.identifier) of \(tokens) tokens with \(logProbs)")
                    }
                }
            }
        }
    }
}
