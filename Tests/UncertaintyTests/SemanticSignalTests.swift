import Foundation
import Statistics
import Testing

@testable import Uncertainty

/// Logits of these probabilities, all shifted: a softmax does not see by how much.
private func logits(_ probabilities: [Double], shift: Double = 3) -> [Float] {
    probabilities.map { Float(log($0) + shift) }
}

private func distribution(_ probabilities: [Double]) throws -> NextTokenDistribution {
    try #require(NextTokenDistribution(logits: logits(probabilities)))
}

/// Two blocks of two numbers, at a right angle, of different lengths.
private let rightAngle = BlockStates([3, 0, 0, 0.5], width: 2)

@Suite struct SemanticSignalTests {
    @Test func `the Gini impurity of a half and two quarters is 5 / 8, and precision is 1 / sqrt(0.635)`() throws {
        let half = try distribution([0.5, 0.25, 0.25])
        #expect(isNearSingle(half.gini, 0.625))
        #expect(isNearSingle(TokenSignals.precision(gini: half.gini), 1.2549116))
    }

    @Test func `a certain token has no impurity and a precision of 10`() throws {
        let sure = try #require(NextTokenDistribution(logits: [0, 1000, -.infinity]))
        #expect(sure.gini == 0)
        #expect(isNear(TokenSignals.precision(gini: sure.gini), 10))
        #expect(sure.logProb(of: 1) == 0)
    }

    @Test func `log-probs are the log-softmax of the whole vocabulary`() throws {
        let half = try distribution([0.5, 0.25, 0.25])
        #expect(isNearSingle(half.logProb(of: 0), -0.6931472))
        #expect(isNearSingle(half.logProb(of: 2), -1.3862944))
    }

    @Test(arguments: [[Float.nan, 1], [.infinity, 1], [-.infinity, -.infinity], []])
    func `what is no distribution is refused`(logits: [Float]) {
        #expect(NextTokenDistribution(logits: logits) == nil)
    }

    @Test func `states at a right angle are half way apart, whatever their lengths`() {
        #expect(isNearSingle(rightAngle.flexibility, 0.70710678))
        #expect(rightAngle.count == 2 && Array(rightAngle.last) == [0, 0.5])
    }

    @Test func `states that point one way have no flexibility, opposite ones have 1`() {
        #expect(BlockStates([1, 2, 2, 4], width: 2).flexibility < 1e-8)
        #expect(isNearSingle(BlockStates([1, 2, -1, -2], width: 2).flexibility, 1))
    }

    @Test func `a state that is nothing has no direction, and costs no number`() {
        // The unit vectors are (1, 0) and (0, 0), 1 / 2 from their mean.
        #expect(isNearSingle(BlockStates([1, 0, 0, 0], width: 2).flexibility, 0.5))
        #expect(BlockStates.cosine([0, 0], [1, 0]) == 0)
    }

    @Test func `h-bar_s is the root of precision times flexibility`() throws {
        let token = TokenSignals(
            choosing: 0, of: try distribution([0.5, 0.25, 0.25]), states: rightAngle, previous: nil)
        #expect(isNearSingle(token.uncertainty, 0.9419952))
        #expect(token[.uncertainty] == token.uncertainty)
    }

    @Test func `the first token's PRI is its surprise, a later one's grows with the turn of the last state`() throws {
        let half = try distribution([0.5, 0.25, 0.25])
        func risk(after previous: [Float]?) -> Double {
            TokenSignals(choosing: 1, of: half, states: rightAngle, previous: previous).perplexityRisk
        }
        #expect(isNearSingle(risk(after: nil), 1.3862944))
        #expect(isNearSingle(risk(after: [0, 2]), 1.3862944))
        #expect(isNearSingle(risk(after: [1, 0]), 1.3862944 * 1.1))
        #expect(isNearSingle(risk(after: [0, -1]), 1.3862944 * 1.2))
    }

    @Test func `the likeliest tokens come first, and alike ones by their numbers`() throws {
        let tied = try #require(NextTokenDistribution(logits: [1, 3, 2, 3, 2, 0]))
        #expect(tied.likeliest(4) == [1, 3, 2, 4])
        #expect(tied.likeliest(9) == [1, 3, 2, 4, 0, 5])
        #expect(tied.likeliest == 1)
    }

    @Test func `tokens lie side by side between 0 and 1, as wide as they are likely`() throws {
        let half = try distribution([0.5, 0.25, 0.25])
        #expect([0, 0.49, 0.51, 0.74, 0.76, 0.9999].map { half.token(at: $0, temperature: 1) } == [0, 0, 1, 1, 2, 2])
        // At half the temperature they are as wide as their squares: 4, 1 and 1 of 6.
        #expect([0.66, 0.67, 0.83, 0.84].map { half.token(at: $0, temperature: 0.5) } == [0, 1, 1, 2])
    }

    @Test func `a token that cannot come is not drawn`() throws {
        let masked = try #require(NextTokenDistribution(logits: [-.infinity, 0, -.infinity]))
        #expect([0, 0.5, 1].map { masked.token(at: $0, temperature: 1) } == [1, 1, 1])
    }
}

@Suite struct SignalSummaryTests {
    @Test func `the score is the mean of the five largest, beside it mean, largest, and the mean of the five smallest`()
    {
        let summary = SignalSummary([3, 1, 4, 1, 5, 9, 2, 6])
        #expect(summary.top == (9 + 6 + 5 + 4 + 3) / 5.0)
        #expect(summary.low == (1 + 1 + 2 + 3 + 4) / 5.0)
        #expect((summary.mean, summary.max, summary.count) == (31 / 8.0, 9, 8))
    }

    @Test func `of fewer than five all are taken, of none there is no number`() {
        let summary = SignalSummary([2, 4])
        #expect((summary.top, summary.low, summary.mean) == (3, 3, 3))
        #expect(SignalSummary().top.isNaN && SignalSummary().max.isNaN && SignalSummary().mean.isNaN)
    }

    @Test(arguments: 1...50) func `it is what sorting says`(seed: Int) {
        var generator = TestGenerator(state: UInt64(seed))
        let values = (0..<seed).map { _ in Double(Int.random(in: -9...9, using: &generator)) }
        let sorted = values.sorted(by: >)
        let ends = min(5, values.count)
        let summary = SignalSummary(values)
        #expect(isNear(summary.top, sorted.prefix(ends).reduce(0, +) / Double(ends)))
        #expect(isNear(summary.low, sorted.suffix(ends).reduce(0, +) / Double(ends)))
        #expect(summary.max == sorted[0])
    }

    @Test func `a response's numbers have names, four a signal`() throws {
        var scores = SemanticScores()
        #expect(scores.columns.isEmpty)
        scores.add(
            TokenSignals(choosing: 1, of: try distribution([0.5, 0.25, 0.25]), states: rightAngle, previous: nil))
        let columns = scores.columns
        #expect(columns.map(\.name).prefix(5) == ["hbar_s", "hbar_s.mean", "hbar_s.max", "hbar_s.low", "pri"])
        #expect(columns.count == 24)
        #expect(columns.first { $0.name == "surprise.low" }.map { isNearSingle($0.value, 1.3862944) } == true)
    }
}

@Suite struct FailureMonitorTests {
    /// A token of this surprise.
    private func token(surprise: Double) throws -> TokenSignals {
        TokenSignals(
            choosing: 0, of: try distribution([exp(-surprise), 1 - exp(-surprise)]), states: rightAngle, previous: nil)
    }

    @Test func `failure is as likely as not at the threshold, and certain or impossible far from it`() throws {
        let monitor = FailureMonitor(signal: .surprise, threshold: 2)
        #expect(abs(monitor.failureProbability(of: try token(surprise: 2)) - 0.5) < 1e-5)
        // 1 / (1 + exp(-5 * 0.4))
        #expect(abs(monitor.failureProbability(of: try token(surprise: 2.4)) - 0.8807971) < 1e-5)
        let steep = FailureMonitor(signal: .surprise, threshold: 2, steepness: 1e6)
        #expect(steep.failureProbability(of: try token(surprise: 1)) == 1 / (1 + exp(50)))
        #expect(steep.failureProbability(of: try token(surprise: 3)) == 1 / (1 + exp(-50)))
    }

    @Test func `where lower is riskier, the same distance below the threshold is as risky`() throws {
        let lower = FailureMonitor(signal: .surprise, direction: .lowerIsPositive, threshold: 2)
        #expect(abs(lower.failureProbability(of: try token(surprise: 1.6)) - 0.8807971) < 1e-5)
        #expect(lower.halts(at: 1, try token(surprise: 1.6)))
        #expect(!lower.halts(at: 1, try token(surprise: 2.4)))
    }

    @Test func `it looks at every k-th token only`() throws {
        let monitor = FailureMonitor(signal: .surprise, threshold: 2, checkEvery: 3)
        let risky = try token(surprise: 4)
        #expect((1...7).filter { monitor.halts(at: $0, risky) } == [3, 6])
    }

    @Test func `a cut-off of 1 halts nothing`() throws {
        let monitor = FailureMonitor(signal: .surprise, threshold: 0, cutoff: 1)
        #expect(!monitor.halts(at: 1, try token(surprise: 20)))
    }
}
