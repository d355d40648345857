import Foundation
import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct InvarianceTests {
    /// The scores of a response whose server writes these rows.
    private func read(_ rows: [[Float]]) throws -> [Double] {
        let path = NSTemporaryDirectory() + "haltbook-uncertainty-" + UUID().uuidString
        let url = URL(fileURLWithPath: path)
        try JSONEncoder().encode(rows.map { $0.map(Double.init) }).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        guard case .response(let response, _, _)? = try ResponseFile(path).all().first else { return [] }
        return ScoreCatalogue.values(of: response.tokens)
    }

    @Test func `the order in which a server lists alternatives changes nothing`() throws {
        var generator = TestGenerator(state: 5)
        let rows = generator.rows(tokens: 9)
        let shuffled = rows.map { [$0[0]] + $0.dropFirst().shuffled(using: &generator) }
        let values = try read(rows)
        #expect(values.count == 36)
        #expect(try read(shuffled) == values)
    }

    @Test func `special tokens and the prompt's are not scored, unless they are asked for`() {
        var generator = TestGenerator(state: 6)
        let rows = generator.rows(tokens: 9)
        let flags: [TokenFlags] = [.prompt, .prompt, [], [], .special, [], [], [], .special]
        let padded = response(rows, flags: flags)
        let bare = response([2, 3, 5, 6, 7].map { rows[$0] })
        #expect(ScoreCatalogue.values(of: padded) == ScoreCatalogue.values(of: bare))
        let all = ScoringOptions(selection: TokenSelection(includesSpecial: true, includesPrompt: true))
        #expect(ScoreCatalogue.values(of: padded, all) == ScoreCatalogue.values(of: response(rows)))
    }

    @Test func `alternatives that are next to impossible change no entropy, margin or rank`() throws {
        var generator = TestGenerator(state: 7)
        let rows = generator.rows(tokens: 9)
        let bare = ScoreCatalogue.values(of: response(rows))
        let padded = ScoreCatalogue.values(of: response(rows.map { $0 + [-90, -95] }))
        // These average log-probs, and -90 is one.
        let averages: Set = ["mean_confidence", "min_group_confidence", "tail_confidence", "average_log_prob"]
        for (place, score) in ScoreCatalogue.all.enumerated() where !averages.contains(score.identifier) {
            // Two more tokens in the list are two fewer outside.
            let tolerance = score.identifier == "mean_entropy_high" ? 1e-4 : 1e-12
            #expect(abs(bare[place] - padded[place]) <= tolerance, "\(score.identifier)")
        }
    }

    @Test func `a constant added to all log-probs changes no score of their differences`() {
        var generator = TestGenerator(state: 8)
        let rows = generator.rows(tokens: 9)
        let before = ScoreCatalogue.values(of: response(rows))
        // Rows round in single precision, so differences are off by 1e-6.
        let after = ScoreCatalogue.values(of: response(rows.map { $0.map { $0 - 4 } }))
        let ofDifferences: Set = [
            "mean_overall_entropy", "max_overall_entropy", "topq_overall_entropy", "mean_alternatives_entropy",
            "max_alternatives_entropy", "topq_alternatives_entropy", "mean_decision_entropy", "max_decision_entropy",
            "decision_entropy_jump", "decision_entropy_change", "mean_chosen_margin", "rank_rate", "mean_log_rank",
            "length", "surprise_slope", "surprise_autocorrelation", "surprise_spikes", "surprise_cusum",
        ]
        for (place, score) in ScoreCatalogue.all.enumerated() {
            let isSame = abs(before[place] - after[place]) < 1e-5
            #expect(isSame == ofDifferences.contains(score.identifier), "\(score.identifier)")
        }
    }

    @Test func `the order of tokens changes only what is about their course`() {
        var generator = TestGenerator(state: 9)
        let rows = generator.rows(tokens: 40)
        let before = ScoreCatalogue.values(of: response(rows))
        let after = ScoreCatalogue.values(of: response(rows.reversed()))
        let ofTheCourse: Set = ["decision_entropy_jump", "tail_confidence", "surprise_slope"]
        // The greatest excess over the mean is that of some run of tokens, whichever way they are read.
        for (place, score) in ScoreCatalogue.all.enumerated() {
            let isSame = isNear(before[place], after[place])
            #expect(isSame == !ofTheCourse.contains(score.identifier), "\(score.identifier)")
        }
    }
}
