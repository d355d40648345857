import Statistics
import Testing

@Suite struct AUROCTests {
    @Test func `areas and their variance are those of all pairs, in groups and out of them`() throws {
        for reference in try fixture([Ranking].self, from: "ranking.json") {
            for (groups, expected) in [(nil, reference.pooled), (reference.groups, reference.within)] {
                let first = AUROCEstimate(labels: reference.labels, scores: reference.first, groups: groups)
                expect([first.value, first.variance, first.interval.low, first.interval.high], expected.first)
                let second = AUROCEstimate(labels: reference.labels, scores: reference.second, groups: groups)
                expect([second.value, second.variance, second.interval.low, second.interval.high], expected.second)
            }
        }
    }

    @Test func `paired differences are those of all pairs, in groups and out of them`() throws {
        for reference in try fixture([Ranking].self, from: "ranking.json") {
            for (groups, expected) in [(nil, reference.pooled), (reference.groups, reference.within)] {
                let comparison = AUROCComparison(
                    labels: reference.labels, first: reference.first, second: reference.second, groups: groups)
                expect([comparison.first, comparison.second], [expected.first[0], expected.second[0]])
                expect(
                    [comparison.difference, comparison.variance, comparison.interval.low, comparison.interval.high],
                    expected.difference, within: -1...1)
                #expect(isNear(comparison.pValue, expected.pValue))
            }
        }
    }

    @Test func `an area in one group is the plain area`() throws {
        for reference in try fixture([Ranking].self, from: "ranking.json") {
            let estimate = AUROCEstimate(labels: reference.labels, scores: reference.first)
            #expect(isNear(estimate.value, auroc(labels: reference.labels, scores: reference.first)))
            let zeros = reference.labels.map { _ in 0 }
            #expect(AUROCEstimate(labels: reference.labels, scores: reference.first, groups: zeros) == estimate)
        }
    }

    @Test func `perfect order of few samples leaves the area open`() {
        let few = AUROCEstimate(labels: [0, 0, 1, 1], scores: [1, 2, 3, 4])
        #expect(few.value == 1 && few.interval.high == 1)
        // Two pairs share no sample: 0.025 = p * p.
        #expect(isNear(few.interval.low, 0.158_113_883_008))
        #expect(few.direction == .noSignal)
        let turned = AUROCEstimate(labels: [1, 1, 0, 0], scores: [1, 2, 3, 4])
        #expect(turned.interval.low == 0 && isNear(turned.interval.high, 1 - few.interval.low))
        let more = AUROCEstimate(labels: (0..<20).map { $0 / 10 }, scores: (0..<20).map(Double.init))
        #expect(more.direction == .higherIsPositive)
    }

    @Test func `without pairs nothing is known`() {
        let nothing = AUROCEstimate(labels: [1, 1], scores: [0.2, 0.3])
        #expect(nothing.value == 0.5 && nothing.pairs == 0 && nothing.interval == Interval(low: 0, high: 1))
        // Both classes, but in no group.
        let groups = AUROCEstimate(labels: [1, 0], scores: [0.2, 0.3], groups: [0, 1])
        #expect(groups == nothing)
        let comparison = AUROCComparison(labels: [1, 1], first: [1, 2], second: [2, 1])
        #expect(comparison.difference == 0 && comparison.pValue == 1)
        #expect(comparison.interval == Interval(low: -1, high: 1))
    }

    @Test func `a detector does not differ from itself`() throws {
        let reference = try fixture([Ranking].self, from: "ranking.json")[1]
        let same = AUROCComparison(labels: reference.labels, first: reference.first, second: reference.first)
        #expect(same.difference == 0 && same.pValue == 1)
        // Three pairs, none sharing a sample with another, all in favour of the first: 2 / 2^3.
        let opposed = AUROCComparison(
            labels: [0, 0, 0, 1, 1, 1], first: [1, 2, 3, 4, 5, 6], second: [6, 5, 4, 3, 2, 1])
        #expect(opposed.difference == 1 && opposed.pValue == 0.25)
    }

    @Test func `the interval holds the true area as often as it says`() {
        var generator = TestGenerator(state: 1)
        // Uniform scores, the positives' moved up by 0.2: P(higher) = 1 - 0.8^2 / 2.
        let labels = (0..<120).map { $0 % 3 == 0 ? 1 : 0 }
        let held = (0..<1_000).count { _ in
            let scores = labels.map { Double.random(in: 0..<1, using: &generator) + 0.2 * Double($0) }
            return AUROCEstimate(labels: labels, scores: scores).interval.contains(0.68)
        }
        // 0.95 of 1,000, with a deviation of 7.
        #expect(held > 920 && held < 980, "\(held)")
    }

    @Test func `Holm's p-values are those of the step-down procedure, in their order`() {
        let adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
        #expect(zip(adjusted, [0.03, 0.06, 0.06, 0.02]).allSatisfy { isNear($0, $1) })
        #expect(holmAdjusted([0.9, 0.6]) == [1, 1])
        #expect(holmAdjusted([]) == [])
    }

    private func expect(
        _ values: [Double], _ expected: [Double], within range: ClosedRange<Double> = 0...1,
        location: SourceLocation = #_sourceLocation
    ) {
        // Intervals of the reference are not cut off at what an area can be.
        let clipped = expected.map { min(max($0, range.lowerBound), range.upperBound) }
        #expect(zip(values, clipped).allSatisfy { isNear($0, $1) }, "\(values) \(expected)", sourceLocation: location)
    }
}

private struct Ranking: Decodable {
    let labels, groups: [Int]
    let first, second: [Double]
    let pooled, within: Expected

    struct Expected: Decodable {
        let first, second, difference: [Double]
        let pValue: Double
    }
}
