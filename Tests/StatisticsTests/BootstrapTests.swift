import Statistics
import Testing

@Suite struct BootstrapTests {
    @Test func `the intervals hold the metrics themselves`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary.prefix(3) {
            var generator = TestGenerator(state: 1)
            let intervals = MetricIntervals(
                labels: reference.labels, probabilities: reference.scores, using: &generator
            )
            expect(intervals.accuracy, holds: reference.accuracy)
            expect(intervals.macroF1, holds: reference.macroF1)
            expect(intervals.auroc, holds: reference.auroc)
            expect(intervals.averagePrecision, holds: reference.averagePrecision)
            expect(intervals.brierScore, holds: reference.brierScore)
        }
    }

    @Test func `the mean's interval is the normal one for many samples`() {
        var generator = TestGenerator(state: 2)
        let values = (0..<2_000).map { _ in Double(generator.normal()) }
        let interval = bootstrapIntervals(count: values.count, using: &generator) { counts in
            [zip(values, counts).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(values.count)]
        }[0]
        let expected = 1.96 * standardDeviation(values) / Double(values.count).squareRoot()
        // Percentiles of 2,000 resamples scatter by about 3 % of the half-width.
        #expect(abs(interval.high - mean(values) - expected) < 0.15 * expected)
        #expect(abs(mean(values) - interval.low - expected) < 0.15 * expected)
    }

    @Test func `metrics of a resample are those of its samples written out`() {
        let labels = [0, 1, 1, 0, 1, 0, 0, 1]
        let scores = [0.2, 0.8, 0.4, 0.6, 0.6, 0.1, 0.4, 0.9]
        var generator = TestGenerator(state: 3)
        var expected = (auroc: [Double](), macroF1: [Double]())
        _ = bootstrapIntervals(count: 8, resamples: 200, using: &generator) { counts in
            let drawn = counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) }
            let called = drawn.map { scores[$0] >= 0.5 ? 1 : 0 }
            expected.auroc.append(auroc(labels: drawn.map { labels[$0] }, scores: drawn.map { scores[$0] }))
            expected.macroF1.append(macroF1(labels: drawn.map { labels[$0] }, predictions: called))
            return []
        }
        generator = TestGenerator(state: 3)
        let intervals = MetricIntervals(labels: labels, probabilities: scores, resamples: 200, using: &generator)
        #expect(isNear(intervals.auroc.low, quantile(sorted: expected.auroc.sorted(), 0.025)))
        #expect(isNear(intervals.auroc.high, quantile(sorted: expected.auroc.sorted(), 0.975)))
        #expect(isNear(intervals.macroF1.low, quantile(sorted: expected.macroF1.sorted(), 0.025)))
        #expect(isNear(intervals.macroF1.high, quantile(sorted: expected.macroF1.sorted(), 0.975)))
    }

    @Test func `a loss's interval is that of its weighted mean`() throws {
        let losses: [(value: Double, weight: Double)] = [(1, 1), (2, 1), (4, 2)]
        var generator = TestGenerator(state: 5)
        var expected: [Double] = []
        _ = bootstrapIntervals(count: 3, resamples: 100, using: &generator) { counts in
            let drawn = counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) }
            let weight = drawn.reduce(0) { $0 + losses[$1].weight }
            expected.append(drawn.reduce(0) { $0 + losses[$1].value * losses[$1].weight } / weight)
            return []
        }
        generator = TestGenerator(state: 5)
        let intervals = MetricIntervals(
            labels: [0, 1, 1], probabilities: [0.1, 0.6, 0.4], losses: losses, resamples: 100, using: &generator)
        let interval = try #require(intervals.loss)
        #expect(isNear(interval.low, quantile(sorted: expected.sorted(), 0.025)))
        #expect(isNear(interval.high, quantile(sorted: expected.sorted(), 0.975)))
    }

    @Test func `the calibration error's interval is that of the bins that are drawn`() {
        // Two bins, each ten times one prediction, which a tenth and nine tenths of the labels are.
        let labels = (0..<20).map { [0, 10].contains($0) == ($0 < 10) ? 1 : 0 }
        let probabilities = (0..<20).map { $0 < 10 ? 0.3 : 0.8 }
        #expect(
            isNear(expectedCalibrationError(reliabilityBins(labels: labels, probabilities: probabilities)), 0.15))
        var generator = TestGenerator(state: 6)
        let interval = MetricIntervals(labels: labels, probabilities: probabilities, using: &generator).calibrationError
        #expect(interval.low > 0.01 && interval.low < 0.15 && interval.high > 0.15 && interval.high < 0.4)
    }

    @Test func `the same generator gives the same intervals`() {
        let intervals = (0..<2).map { _ in
            var generator = TestGenerator(state: 4)
            return MetricIntervals(
                labels: [0, 1, 1], probabilities: [0.1, 0.6, 0.4], resamples: 50, using: &generator)
        }
        #expect(intervals[0] == intervals[1])
    }

    private func expect(_ interval: Interval, holds value: Double, location: SourceLocation = #_sourceLocation) {
        #expect(interval.low < value && value < interval.high, sourceLocation: location)
    }
}
