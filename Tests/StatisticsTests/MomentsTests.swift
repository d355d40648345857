import Statistics
import Testing

@Suite struct MomentsTests {
    @Test func `deviation, quantiles and correlation are NumPy's`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            #expect(isNear(standardDeviation(reference.scores), reference.deviation))
            #expect(isNear(standardDeviation(reference.scores, freedomLost: 1), reference.sampleDeviation))
            #expect(isNear(pearson(reference.labels.map(Double.init), reference.scores), reference.pearson))
            let sorted = reference.scores.sorted()
            let shares: [Double] = [0, 0.025, 1 / 3, 0.5, 0.975, 1]
            for (share, expected) in zip(shares, reference.quantiles) {
                #expect(isNear(quantile(sorted: sorted, share), expected))
            }
        }
    }

    @Test func `a straight line correlates fully, a constant not at all`() {
        #expect(isNear(pearson([1, 2, 3], [3, 5, 7]), 1))
        #expect(isNear(pearson([1, 2, 3], [-0.1, -0.2, -0.3]), -1))
        #expect(pearson([1, 2, 3], [4, 4, 4]).isNaN)
        #expect(pearson([], []).isNaN)
    }

    @Test func `too few values have no deviation`() {
        #expect(standardDeviation([5]) == 0)
        #expect(standardDeviation([5], freedomLost: 1).isNaN)
        #expect(mean([]).isNaN)
    }
}
