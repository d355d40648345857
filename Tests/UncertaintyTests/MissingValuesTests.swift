import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct MissingValuesTests {
    @Test func `no tokens have no scores but their number`() {
        #expect(present(response([])) == ["length"])
        #expect(ScoreCatalogue.values(of: response([[-1, -2]], flags: [.special]))[31] == 0)
    }

    @Test func `without alternatives the surprise is left`() {
        #expect(
            present(surprises([1, 2, 4])) == [
                "mean_nll", "max_nll", "top5_nll", "q90_nll", "perplexity", "sequence_nll",
                "length", "surprise_slope", "surprise_autocorrelation", "surprise_spikes", "surprise_cusum",
            ])
    }

    @Test func `one chosen token without a log-prob takes with it what needs it, and no more`() {
        let rows: [[Float]] = [[-0.1, -3, -4], [.nan, -1, -2], [-0.2, -2, -3]]
        #expect(
            present(response(rows, flags: [[], [.outsideList, .chosenMissing]])) == [
                "mean_alternatives_entropy", "max_alternatives_entropy", "topq_alternatives_entropy",
                "mean_entropy_low", "mean_entropy_high", "mean_margin",
                "mean_gini_low", "mean_gini_high", "mean_delta_mu_low", "mean_delta_mu_high",
                "mean_confidence", "min_group_confidence", "tail_confidence", "length",
            ])
    }

    @Test func `a token without alternatives among others takes with it what needs them`() {
        let rows: [[Float]] = [[-0.1, -3], [-0.5], [-0.2, -2]]
        #expect(
            present(response(rows)) == [
                "mean_nll", "max_nll", "top5_nll", "q90_nll", "perplexity", "sequence_nll",
                "length", "surprise_slope", "surprise_autocorrelation", "surprise_spikes", "surprise_cusum",
            ])
    }

    @Test func `what the list alone says is the same with and without the chosen token's own value`() throws {
        let listed: [Float] = [-1, -2, -3]
        let known = response([[-9] + listed], flags: [.outsideList])
        let missing = response([[.nan] + listed], flags: [[.outsideList, .chosenMissing]])
        #expect(try value(.meanConfidence, known) == value(.meanConfidence, missing))
        #expect(try value(.meanMargin, known) == value(.meanMargin, missing))
        #expect(try value(.meanAlternativesEntropy, known) == value(.meanAlternativesEntropy, missing))
    }

    @Test func `one token is a response`() {
        let missing = Set(ScoreCatalogue.identifiers).subtracting(present(response([logs([0.5, 0.25])])))
        #expect(
            missing == [
                "epr", "decision_entropy_jump", "decision_entropy_change", "surprise_slope", "surprise_autocorrelation",
            ])
    }
}
