import ReferenceRandom
import Statistics
import Testing

@testable import Uncertainty

/// What signals are like, on samples of which it is known.
@Suite struct SignalDiagnosticsTests {
    /// Normal noise, higher by `gap` where hallucinated, and a second signal that shares `shared` of the first.
    private func samples(
        _ count: Int, gap: Double, secondGap: Double = 0, shared: Double = 0, groups: [String]? = nil, seed: UInt64
    ) -> ScoredSamples {
        var generator = NumPyGenerator(seed: seed)
        func noise() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + generator.random() } }
        var (labels, first, second): ([Int], [Double], [Double]) = ([], [], [])
        for _ in 0..<count {
            let label = generator.random() < 0.5 ? 1 : 0
            labels.append(label)
            first.append(noise() + gap * Double(label))
            second.append(noise() + secondGap * Double(label) + shared * (first.last ?? 0))
        }
        return ScoredSamples(
            signals: ["one", "two"], ids: (0..<count).map { "s\($0)" }, labels: labels, scores: [first, second],
            groups: groups)
    }

    @Test func `a signal is described by its range, its classes and the distance between them`() throws {
        let samples = ScoredSamples(
            signals: ["x"], ids: ["a", "b", "c", "d", "e"], labels: [1, 0, 1, 0, 1], scores: [[4, 1, 2, 3, 6]])
        let found = SignalDiagnostics(samples, declared: .higherIsPositive)
        #expect(found.lowest == 1 && found.highest == 6 && found.count == 5)
        #expect(found.hallucinationRate.hits == 3 && found.hallucinationRate.trials == 5)
        #expect(found.hallucinated.mean == 4 && found.correct.mean == 2 && found.hallucinated.count == 3)
        #expect(found.difference.map { $0.value > 0 } == true)
        // Of the six pairs, only 2 under 3 is out of order.
        #expect(found.direction.pooled.higher.value == 5.0 / 6)
        #expect(isNear(found.direction.pooled.lower.value, 1.0 / 6))
        #expect(found.averagePrecision.baseRate == 0.6)
    }

    @Test func `examples are the outermost of each kind, the outermost first`() {
        let count = 24
        let samples = ScoredSamples(
            signals: ["x"], ids: (0..<count).map { "s\($0)" }, labels: (0..<count).map { $0 % 2 },
            scores: [(0..<count).map(Double.init)])
        let kinds = SignalDiagnostics(samples, declared: .higherIsPositive).examples
        #expect(kinds.map(\.label) == [1, 1, 0, 0] && kinds.map(\.isLowest) == [true, false, true, false])
        #expect(kinds[0].examples.map(\.id) == ["s1", "s3", "s5", "s7", "s9"])
        #expect(kinds[1].examples.map(\.id) == ["s23", "s21", "s19", "s17", "s15"])
        #expect(kinds[2].examples.map(\.id) == ["s0", "s2", "s4", "s6", "s8"])
        #expect(kinds[3].examples.map(\.id) == ["s22", "s20", "s18", "s16", "s14"])
    }

    // MARK: Direction

    @Test func `an inverted signal is told with what it would be turned round`() {
        let check = DirectionCheck(samples(400, gap: -0.5, seed: 1), declared: .higherIsPositive)
        #expect(check.pooled.higher.direction == .inverted && check.pooled.lower.direction == .higherIsPositive)
        #expect(isNear(check.pooled.higher.value + check.pooled.lower.value, 1))
        #expect(check.finding.hasPrefix("Inverted: lower scores are the riskier ones. AUROC is 0."))
        #expect(check.finding.hasSuffix(" turned round: what is hallucinated here scores low."))
        #expect(check.warnings.first?.hasPrefix("Inverted in all samples together") == true)
        #expect(check.median.finding == .lowerIsRiskier)
    }

    @Test func `a value under a half whose interval holds it is no signal the other way`() {
        let check = DirectionCheck(samples(100, gap: -0.2, seed: 6), declared: .higherIsPositive)
        #expect(check.pooled.higher.value < 0.5 && check.pooled.higher.direction == .noSignal)
        #expect(check.finding.hasPrefix("No direction can be told: AUROC 0."))
        #expect(check.finding.hasSuffix("which is no signal either."))
        #expect(check.median.finding == .undecided)
        #expect(check.median.words.hasSuffix("which the interval holds, so this shows no direction."))
    }

    @Test func `a signal that points as declared has nothing to warn of`() {
        let found = samples(400, gap: 1, seed: 3)
        let check = DirectionCheck(found, declared: .higherIsPositive)
        #expect(check.warnings == [] && check.simpson == nil && check.median.finding == .higherIsRiskier)
        #expect(check.finding.hasPrefix("As declared, higher scores are the riskier ones: AUROC 0."))
        let wrong = DirectionCheck(found, declared: .lowerIsPositive)
        #expect(wrong.finding.hasPrefix("Inverted: higher scores are the riskier ones."))
    }

    @Test func `groups in opposite directions ring both alarms`() {
        let (up, down) = (samples(300, gap: 1, seed: 4), samples(200, gap: -1, seed: 5))
        let both = ScoredSamples(
            signals: ["x"], ids: (0..<500).map { "s\($0)" }, labels: up.labels + down.labels,
            scores: [up.scores[0] + down.scores[0]],
            groups: Array(repeating: "up", count: 300) + Array(repeating: "down", count: 200))
        let warnings = DirectionCheck(both, declared: .higherIsPositive).warnings
        #expect(warnings.contains { $0.hasPrefix("Inverted in `down`: the signal points the other way, AUROC 0.") })
        #expect(warnings.last?.contains("Groups point in opposite directions") == true)
    }

    @Test func `half of the samples lie at or under the median`() {
        let check = MedianCheck(labels: [1, 1, 0, 0, 1], scores: [1, 2, 3, 4, 5])
        #expect(check.median == 3 && check.precision.hits == 2 && check.precision.trials == 3)
        #expect(check.recall.hits == 2 && check.recall.trials == 3 && check.baseRate.hits == 3)
    }

    // MARK: Two signals

    @Test func `quadrants hold every sample once`() {
        let samples = samples(300, gap: 1, secondGap: 1, seed: 7)
        let found = SignalQuadrants(
            samples, first: .init(0.5, .higherIsPositive), second: .init(0.2, .lowerIsPositive))
        #expect(found.quadrants.map(\.isFlaggedByFirst) == [true, true, false, false])
        #expect(found.quadrants.map(\.isFlaggedBySecond) == [true, false, true, false])
        #expect(found.quadrants.reduce(0) { $0 + $1.hallucinated.trials } == 300)
        #expect(found.quadrants.reduce(0) { $0 + $1.hallucinated.hits } == samples.labels.reduce(0, +))
        let both = samples.labels.indices.filter { samples.scores[0][$0] >= 0.5 && samples.scores[1][$0] <= 0.2 }
        #expect(found.quadrants[0].hallucinated.trials == both.count)
    }

    @Test func `two signals that know different things know more together`() throws {
        let found = PairDiagnostics(
            samples(800, gap: 1, secondGap: 1, seed: 8), directions: [.higherIsPositive, .higherIsPositive])
        let joint = try #require(found.joint)
        #expect(joint.rivals.map(\.signal) == ["one", "two"])
        #expect(joint.rivals.allSatisfy { $0.gain.interval.low > 0 && $0.pValue < 0.01 })
        #expect(joint.findings[0].hasPrefix("The two together rank better than `one` alone: 0."))
        // Of two normal signals, each 1 apart: the root of 2 apart.
        #expect(abs(joint.auroc.value - normalCumulative(1)) < 0.04)
    }

    @Test func `a signal of noise adds nothing to the other`() throws {
        let found = PairDiagnostics(
            samples(800, gap: 1, shared: 0.5, seed: 9), directions: [.higherIsPositive, .higherIsPositive])
        let joint = try #require(found.joint)
        #expect(joint.rivals[0].pValue > 0.05 && joint.findings[0].contains("cannot be told apart"))
        // Half of the first with its class's share: covariance 0.625, variances 1.25 and 1.3125.
        let correlation = try #require(found.correlation)
        #expect(correlation.interval.contains(0.625 / (1.25 * 1.3125).squareRoot()))
    }

    @Test func `noise ranks no better than noise, since nothing is judged by what has seen it or its twin`() throws {
        // The mean area over many small sets of noise, each sample there twice.
        func area(knowsTwins: Bool) throws -> Double {
            let areas = try (0..<30).map { seed -> Double in
                let noise = samples(30, gap: 0, seed: UInt64(100 + seed))
                let twice = noise.labels.indices.flatMap { [$0, $0] }
                var twins = noise[twice]
                twins.items = knowsTwins ? twice : Array(twice.indices)
                return try #require(JointModel(twins, directions: [.higherIsPositive, .higherIsPositive])).auroc.value
            }
            return mean(areas)
        }
        #expect(try area(knowsTwins: true) < 0.52)
        // Models that have seen a twin know too much: what the items are for.
        #expect(try area(knowsTwins: false) > 0.55)
    }

    @Test func `too few samples have no joint model`() {
        let few = ScoredSamples(
            signals: ["a", "b"], ids: ["1", "2", "3"], labels: [0, 1, 0], scores: [[1, 2, 3], [3, 2, 1]])
        #expect(JointModel(few, directions: [.higherIsPositive, .higherIsPositive]) == nil)
    }
}
