import Statistics
import Testing

/// What each of many thresholds does.
@Suite struct ThresholdSweepTests {
    private let labels = [1, 1, 0, 1, 0, 0]
    private let scores = [6.0, 5, 4, 3, 2, 1]

    @Test func `each threshold has its counts and shares`() throws {
        let sweep = ThresholdSweep(labels: labels, scores: scores, thresholds: [7, 5, 4, 3, 0])
        #expect(sweep.points.map(\.flagged) == [0, 2, 3, 4, 6])
        #expect(sweep.points.map(\.hits) == [0, 2, 2, 3, 3])
        let (twoThirds, sixSevenths) = (2.0 / 3, 6.0 / 7)
        #expect(sweep.points.map(\.precision) == [0, 1, twoThirds, 0.75, 0.5])
        #expect(sweep.points.map(\.recall) == [0, twoThirds, twoThirds, 1, 1])
        #expect(sweep.points.map(\.f1) == [0, 0.8, twoThirds, sixSevenths, twoThirds])
        // Of 9 pairs, the positive at 3 lies under the negative at 4.
        #expect(sweep.auroc == 8.0 / 9)
        #expect(isNear(sweep.averagePrecision, 2.75 / 3))
        #expect(sweep.count == 6 && sweep.positives == 3)
    }

    @Test func `the best has the highest precision with the wanted recall`() {
        let sweep = ThresholdSweep(labels: labels, scores: scores, thresholds: [7, 5, 4, 3, 0])
        #expect(sweep.best?.threshold == 3 && sweep.isRecallReached)
        let modest = ThresholdSweep(labels: labels, scores: scores, thresholds: [7, 5, 4, 3, 0], wantedRecall: 0.5)
        #expect(modest.best?.threshold == 5)
    }

    @Test func `where none has the wanted recall, the best has the highest F1`() {
        let sweep = ThresholdSweep(labels: labels, scores: scores, thresholds: [6, 5, 4])
        #expect(sweep.best?.threshold == 5 && !sweep.isRecallReached)
        #expect(ThresholdSweep(labels: labels, scores: scores, thresholds: []).best == nil)
    }

    @Test func `lower scores are flagged where they are the riskier ones`() {
        let turned = ThresholdSweep(
            labels: labels, scores: scores.map { -$0 }, direction: .lowerIsPositive, thresholds: [-5, -3])
        #expect(turned.points.map(\.hits) == [2, 3] && turned.points.map(\.flagged) == [2, 4])
        #expect(turned.auroc == 8.0 / 9)
    }

    @Test(arguments: [ScoreDirection.higherIsPositive, .lowerIsPositive])
    func `each point is that of its operating point`(direction: ScoreDirection) {
        var generator = TestGenerator(state: 11)
        let labels = (0..<200).map { _ in Int.random(in: 0...1, using: &generator) }
        // Few digits make many ties.
        let scores = (0..<200).map { _ in Double(Int.random(in: 0..<40, using: &generator)) / 10 }
        let sweep = ThresholdSweep(
            labels: labels, scores: scores, direction: direction,
            thresholds: SweepThresholds.steps(start: -0.1, stop: 4.1, step: 0.1).values(
                of: scores, direction: direction))
        #expect(sweep.points.count == 43)
        for point in sweep.points {
            let own = OperatingPoint(labels: labels, scores: scores, direction: direction, threshold: point.threshold)
            #expect(own.recall.value == point.recall && own.precision.value == point.precision)
            #expect(own.flagRate.hits == point.flagged)
        }
    }

    // MARK: Which thresholds

    @Test func `quantiles are NumPy's`() {
        // numpy.quantile([3, 1, 4, 1.5, 9, 2.6], numpy.linspace(0.6, 0.99, 4))
        let values = SweepThresholds.quantiles(from: 0.6, to: 0.99, count: 4).values(
            of: [3, 1, 4, 1.5, 9, 2.6], direction: .higherIsPositive)
        #expect(values.count == 4)
        for (value, expected) in zip(values, [3, 3.65, 5.5, 8.75]) { #expect(isNear(value, expected)) }
    }

    @Test func `usual thresholds flag from 60 to 99 percent, whichever way scores point`() {
        let scores = (0..<1000).map(Double.init)
        let lower = SweepThresholds.usual.values(of: scores, direction: .lowerIsPositive)
        let higher = SweepThresholds.usual.values(of: scores, direction: .higherIsPositive)
        #expect(lower.count == 40 && higher.count == 40)
        #expect(
            lower
                == SweepThresholds.quantiles(from: 0.6, to: 0.99, count: 40).values(
                    of: scores, direction: .lowerIsPositive))
        #expect(isNear(lower[0], 599.4) && isNear(lower[39], 989.01))
        #expect(isNear(higher[0], 399.6) && isNear(higher[39], 9.99))
        #expect(SweepThresholds.whole.values(of: scores, direction: .higherIsPositive).count == 99)
    }

    @Test func `steps end where they are told to, and equal thresholds are one`() {
        let steps = SweepThresholds.steps(start: 2, stop: 4, step: 0.1).values(of: [1], direction: .higherIsPositive)
        #expect(steps.count == 21 && isNear(steps[20], 4))
        #expect(SweepThresholds.usual.values(of: [5, 5, 5], direction: .higherIsPositive) == [5])
        #expect(SweepThresholds.usual.values(of: [], direction: .higherIsPositive) == [])
    }

    @Test(arguments: [
        SweepThresholds.steps(start: 1, stop: 0, step: 0.1), .steps(start: 0, stop: 1, step: 0),
        .steps(start: 0, stop: 1e9, step: 1e-9), .steps(start: 0, stop: .infinity, step: 1),
        .quantiles(from: 0.9, to: 0.1, count: 3), .quantiles(from: 0, to: 1.1, count: 3),
        .flaggedShares(from: 0, to: 1, count: 0),
    ])
    func `thresholds that cannot be had are told`(thresholds: SweepThresholds) {
        #expect(thresholds.problem != nil)
    }
}
