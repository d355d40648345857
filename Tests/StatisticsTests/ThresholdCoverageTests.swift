import Statistics
import Testing

/// Thresholds are chosen on many draws from populations whose recall, precision and rates are known exactly.
@Suite struct ThresholdCoverageTests {
    private static let draws = 2_000
    private static let risk = 0.1

    @Test(arguments: [22, 38, 120])
    func `recall is missed as seldom as promised`(positives: Int) throws {
        let misses = try missed(seed: UInt64(positives), .recall(atLeast: 0.9)) { generator in
            let scores = (0..<positives).map { _ in Double.random(in: 0..<1, using: &generator) }
            return (scores.map { _ in 1 }, scores)
        } truth: {
            1 - $0
        }
        // What the rank allows for exactly: the order statistics of a continuous score are that of a binomial count.
        let rank = try #require(orderStatisticRank(count: positives, share: 0.1, risk: Self.risk))
        expect(misses, near: binomialCumulative(rank - 1, of: positives, chance: 0.1))
    }

    @Test func `ties only make it safer`() throws {
        let misses = try missed(seed: 1, .recall(atLeast: 0.9)) { generator in
            let scores = (0..<100).map { _ in Double(Int.random(in: 0..<15, using: &generator)) }
            return (scores.map { _ in 1 }, scores)
        } truth: {
            1 - $0 / 15
        }
        expect(misses, atMost: Self.risk)
    }

    @Test(arguments: [false, true])
    func `false positives and flags stay as rare as promised`(areTied: Bool) throws {
        for (seed, target) in [ThresholdTarget.falsePositiveRate(atMost: 0.1), .flagRate(atMost: 0.1)].enumerated() {
            let misses = try missed(seed: UInt64(seed), target) { generator in
                let scores = (0..<90).map { _ in
                    areTied
                        ? Double(Int.random(in: 0..<20, using: &generator)) / 20
                        : Double.random(in: 0..<1, using: &generator)
                }
                return (scores.map { _ in 0 }, scores)
            } truth: { threshold in
                let share = areTied ? 1 - (threshold * 20).rounded(.up) / 20 : 1 - threshold
                return 0.2 - share  // Over 0.1 where the share is under it.
            }
            expect(misses, atMost: Self.risk)
        }
    }

    @Test(arguments: [false, true])
    func `precision is missed as seldom as promised`(gridIsGiven: Bool) throws {
        // Of uniform scores, each is positive with its own chance: over t, (1 + t) / 2 are.
        let grid = gridIsGiven ? stride(from: 0.95, through: 0.05, by: -0.01).map { $0 } : nil
        var found = 0
        let misses = try missed(seed: 5, .precision(atLeast: 0.8), grid: grid) { generator in
            let scores = (0..<300).map { _ in Double.random(in: 0..<1, using: &generator) }
            return (scores.map { Double.random(in: 0..<1, using: &generator) < $0 ? 1 : 0 }, scores)
        } truth: { threshold in
            found += 1
            return (1 + threshold) / 2
        }
        expect(misses, atMost: Self.risk)
        // A rule that always refuses would keep its promise, too.
        #expect(found > Self.draws / 2, "\(found)")
    }

    @Test func `precision that rises and falls is missed no more often on a given grid`() throws {
        // Positive with a chance of 0.9 and of 0.75 by turns: precision falls under 0.8, and rises over it again.
        func chance(_ score: Double) -> Double { score > 0.9 || (score < 0.6 && Int(score * 10) % 2 == 0) ? 0.9 : 0.75 }
        let grid = stride(from: 0.95, through: 0.05, by: -0.05).map { $0 }
        let misses = try missed(seed: 6, .precision(atLeast: 0.8), grid: grid) { generator in
            let scores = (0..<300).map { _ in Double.random(in: 0..<1, using: &generator) }
            return (scores.map { Double.random(in: 0..<1, using: &generator) < chance($0) ? 1 : 0 }, scores)
        } truth: { threshold in
            let places = stride(from: threshold + 0.0005, to: 1, by: 0.001)
            return mean(places.map(chance))
        }
        expect(misses, atMost: Self.risk)
    }

    /// How many thresholds of so many draws do not keep the target's level, by the population's own `truth`; refusals keep
    /// every promise.
    private func missed(
        seed: UInt64, _ target: ThresholdTarget, grid: [Double]? = nil,
        draw: (inout TestGenerator) -> (labels: [Int], scores: [Double]), truth: (Double) -> Double
    ) throws -> Int {
        var generator = TestGenerator(state: seed)
        return (0..<Self.draws).count { _ in
            let sample = draw(&generator)
            let result = guaranteedThreshold(
                labels: sample.labels, scores: sample.scores, target: target, risk: Self.risk, grid: grid)
            guard case .success(let found) = result else { return false }
            return truth(found.threshold) < target.level
        }
    }

    /// Within four deviations of so many draws.
    private func expect(_ misses: Int, near chance: Double, location: SourceLocation = #_sourceLocation) {
        let deviation = (chance * (1 - chance) * Double(Self.draws)).squareRoot()
        let distance = Double(misses) - chance * Double(Self.draws)
        #expect(abs(distance) < 4 * deviation, "\(misses) of \(Self.draws)", sourceLocation: location)
    }

    private func expect(_ misses: Int, atMost chance: Double, location: SourceLocation = #_sourceLocation) {
        let deviation = (chance * (1 - chance) * Double(Self.draws)).squareRoot()
        let limit = chance * Double(Self.draws) + 4 * deviation
        #expect(Double(misses) < limit, "\(misses) of \(Self.draws)", sourceLocation: location)
    }
}
