import Statistics
import Testing

@Suite struct CalibrationTests {
    @Test func `log loss and Brier score are scikit-learn's`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            #expect(isNear(logLoss(labels: reference.labels, probabilities: reference.scores), reference.logLoss))
            #expect(isNear(brierScore(labels: reference.labels, probabilities: reference.scores), reference.brierScore))
        }
    }

    @Test func `bins of equal mass are scikit-learn's where nothing is tied`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            guard let expected = reference.bins else { continue }
            let bins = reliabilityBins(labels: reference.labels, probabilities: reference.scores)
            #expect(bins.count == expected.count)
            for (bin, pair) in zip(bins, expected) {
                #expect(bin.count == reference.labels.count / 10)
                #expect(isNear(bin.meanProbability, pair[0]))
                #expect(isNear(bin.positiveShare, pair[1]))
                #expect(bin.low <= bin.meanProbability && bin.meanProbability <= bin.high)
            }
        }
    }

    @Test func `equal probabilities share a bin, in whatever order they come`() {
        let probabilities = [0.5, 0.5, 0.5, 0.5, 0.9, 0.1]
        let bins = reliabilityBins(labels: [1, 0, 0, 1, 1, 0], probabilities: probabilities, bins: 3)
        #expect(bins.map(\.count) == [1, 5])
        let turned = reliabilityBins(labels: [0, 1, 1, 0, 0, 1], probabilities: probabilities.reversed(), bins: 3)
        #expect(bins == turned)
    }

    @Test func `the calibration error is the mean distance from the diagonal`() {
        // Four samples at 0.25, one of them positive; four at 0.5, all of them positive.
        let labels = [1, 0, 0, 0, 1, 1, 1, 1]
        let probabilities = [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5]
        let bins = reliabilityBins(labels: labels, probabilities: probabilities, bins: 2)
        #expect(bins.map(\.positiveShare) == [0.25, 1])
        #expect(expectedCalibrationError(bins) == 0.25)
    }

    @Test func `fewer samples than bins make a bin each; none make none`() {
        #expect(reliabilityBins(labels: [0, 1], probabilities: [0.3, 0.6]).map(\.count) == [1, 1])
        #expect(reliabilityBins(labels: [], probabilities: []).isEmpty)
        #expect(expectedCalibrationError([]).isNaN)
    }
}
