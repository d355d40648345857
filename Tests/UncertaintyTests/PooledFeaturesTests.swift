import Testing

@testable import LogProbs
@testable import Uncertainty

@Suite struct PooledFeaturesTests {
    private func scores(_ responses: [TokenLogProbs]) -> [[Double]] { responses.map { ScoreCatalogue.values(of: $0) } }

    @Test func `all scores are features but those that say again what another says`() {
        var generator = TestGenerator(state: 10)
        let features = PooledFeatures(scores((0..<5).map { _ in response(generator.rows(tokens: 12)) }))
        let left = Set(ScoreCatalogue.identifiers).subtracting(features.names)
        #expect(left == ["perplexity", "average_log_prob"])
        #expect(features.names == ScoreCatalogue.identifiers.filter { !left.contains($0) })
    }

    @Test func `scores that most responses lack are no features`() {
        let features = PooledFeatures(scores([surprises([1, 2, 4]), surprises([1, 3]), response([[-1, -2]])]))
        // Alternatives are there once, an autocorrelation once, a slope twice.
        #expect(
            features.names == [
                "mean_nll", "max_nll", "top5_nll", "q90_nll", "sequence_nll", "length", "surprise_slope",
                "surprise_spikes",
                "surprise_cusum",
            ])
    }

    @Test func `a missing score is the mean of those that were learnt from`() {
        let features = PooledFeatures(scores([surprises([1, 2, 4]), surprises([1, 3]), response([[-1, -2]])]))
        #expect(features.means[6] == 1.75)  // slopes 1.5 and 2
        #expect(features(ScoreCatalogue.values(of: surprises([5]))) == [5, 5, 5, 5, 5, 1, 1.75, 0, 0])
    }

    @Test func `a score that overflows counts as missing`() {
        var values = ScoreCatalogue.values(of: surprises([1, 2]))
        values[0] = .infinity
        #expect(PooledFeatures([values, ScoreCatalogue.values(of: surprises([1, 3]))]).means[0] == 2)
    }

    @Test func `the regression tells surprising responses from others`() {
        let responses = (1...40).map { surprises([Float($0) / 10, 1, 2]) }
        let labels = (1...40).map { $0 > 20 ? 1 : 0 }
        let model = PooledRegression.fit(scores: scores(responses), labels: labels)
        #expect(model.predict(ScoreCatalogue.values(of: surprises([0.2, 1, 2]))) < 0.2)
        #expect(model.predict(ScoreCatalogue.values(of: surprises([3.8, 1, 2]))) > 0.8)
    }
}
