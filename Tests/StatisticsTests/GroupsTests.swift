import Statistics
import Testing

@Suite struct GroupsTests {
    @Test func `numbers follow the first appearance`() {
        #expect(numbered(["b", "a", "b", "c", "a"]) == [0, 1, 0, 2, 1])
        #expect(numbered([Int]()) == [])
    }

    @Test func `directions are what the interval says`() {
        #expect(SignalDirection(Interval(low: 0.51, high: 0.7)) == .higherIsPositive)
        #expect(SignalDirection(Interval(low: 0.2, high: 0.49)) == .inverted)
        #expect(SignalDirection(Interval(low: 0.5, high: 0.7)) == .noSignal)
        #expect(ScoreDirection.lowerIsPositive.oriented([1, -2]) == [-1, 2])
        #expect(ScoreDirection.higherIsPositive.oriented([1, -2]) == [1, -2])
    }

    @Test func `a difference between groups is no signal within them`() {
        // Group 1 scores higher and is mostly positive; within each, scores are noise.
        let sample = groups(seed: 1, signal: 0, shift: 3)
        let check = SimpsonCheck(labels: sample.labels, scores: sample.scores, groups: sample.groups)
        #expect(check.pooled.direction == .higherIsPositive)
        #expect(check.within.direction == .noSignal)
        #expect(check.finding == .differ)
    }

    @Test func `groups can turn a signal round`() {
        let sample = groups(seed: 2, signal: 1, shift: -6)
        let check = SimpsonCheck(labels: sample.labels, scores: sample.scores, groups: sample.groups)
        #expect(check.pooled.direction == .inverted && check.within.direction == .higherIsPositive)
        #expect(check.finding == .opposite)
    }

    @Test func `groups that differ in nothing agree`() {
        let sample = groups(seed: 3, signal: 1, shift: 0)
        #expect(SimpsonCheck(labels: sample.labels, scores: sample.scores, groups: sample.groups).finding == .agree)
        #expect(SimpsonCheck(labels: [0, 1], scores: [1, 2], groups: [0, 1]).finding == .agree)
    }

    @Test func `groups that point in opposite directions speak against all together`() {
        // Labels alternate; group 0 scores as it should, and group 1 the other way.
        let labels = (0..<100).map { $0 % 2 }
        let groups = (0..<100).map { $0 < 60 ? 0 : 1 }
        let scores = (0..<100).map { place -> Double in
            let noise = Double(place % 7) / 10
            return place < 60 ? noise + Double(labels[place]) : noise - Double(labels[place])
        }
        let check = SimpsonCheck(labels: labels, scores: scores, groups: groups)
        #expect(check.groups.map(\.direction) == [.higherIsPositive, .inverted])
        #expect(check.finding == .mixed)
        // The same in one group is one story.
        #expect(SimpsonCheck(labels: labels, scores: scores, groups: labels.map { _ in 0 }).finding == .agree)
    }

    @Test func `of many groups of noise, none points the other way by chance`() {
        // 40 groups of 60 noisy samples: about one interval of each would lie under 0.5.
        let drawn = (0..<20).map { seed -> SimpsonCheck in
            var generator = TestGenerator(state: UInt64(100 + seed))
            let labels = (0..<2400).map { _ in Int.random(in: 0...1, using: &generator) }
            let scores = labels.map { 0.2 * Double($0) + Double(generator.normal()) }
            return SimpsonCheck(labels: labels, scores: scores, groups: labels.indices.map { $0 / 60 })
        }
        #expect(drawn.count { $0.finding == .mixed } <= 2)
    }

    @Test func `items drawn whole widen the interval of copied samples, and only they`() {
        var generator = TestGenerator(state: 4)
        let labels = (0..<100).map { $0 % 2 }
        let scores = labels.map { Double.random(in: 0..<1, using: &generator) + 0.3 * Double($0) }
        let plain = AUROCEstimate(labels: labels, scores: scores).interval
        let copies = (0..<400).map { $0 / 4 }
        let copied = (labels: copies.map { labels[$0] }, scores: copies.map { scores[$0] })
        let byItem = ClusteredAUROCs(
            labels: copied.labels, detectors: [copied.scores], items: copies, using: &generator
        ).areas[0]
        let byRow = AUROCEstimate(labels: copied.labels, scores: copied.scores).interval
        // Four copies tell nothing new. Percentiles of 2,000 resamples scatter by about 3 % of the half-width.
        #expect(abs(width(byItem) / width(plain) - 1) < 0.15)
        #expect(abs(width(byRow) / width(plain) - 0.5) < 0.05)
    }

    @Test func `the bootstrap by items of one sample is DeLong's interval, in groups, too`() {
        let sample = groups(seed: 5, signal: 1, shift: 1)
        var generator = TestGenerator(state: 6)
        let second = sample.scores.map { $0 + Double(generator.normal()) }
        for groups in [nil, sample.groups] {
            let drawn = ClusteredAUROCs(
                labels: sample.labels, detectors: [sample.scores, second], items: Array(sample.labels.indices),
                groups: groups, using: &generator)
            let first = AUROCEstimate(labels: sample.labels, scores: sample.scores, groups: groups).interval
            #expect(abs(width(drawn.areas[0]) / width(first) - 1) < 0.15)
            let difference = AUROCComparison(
                labels: sample.labels, first: sample.scores, second: second, groups: groups
            ).interval
            #expect(abs(width(drawn.differences[1]) / width(difference) - 1) < 0.15)
            #expect(abs(drawn.differences[1].low - difference.low) < 0.15 * width(difference))
            #expect(drawn.differences[0] == Interval(low: 0, high: 0))
        }
    }

    private func width(_ interval: Interval) -> Double { interval.high - interval.low }

    /// Three hundred samples in two groups, the second mostly positive and its scores higher by `shift`.
    private func groups(
        seed: UInt64, signal: Double, shift: Double
    ) -> (labels: [Int], scores: [Double], groups: [Int]) {
        var generator = TestGenerator(state: seed)
        let groups = (0..<300).map { $0 % 2 }
        let labels = groups.map { Double.random(in: 0..<1, using: &generator) < ($0 == 1 ? 0.8 : 0.2) ? 1 : 0 }
        let scores = zip(labels, groups).map { label, group in
            Double(generator.normal()) + signal * Double(label) + shift * Double(group)
        }
        return (labels, scores, groups)
    }
}
