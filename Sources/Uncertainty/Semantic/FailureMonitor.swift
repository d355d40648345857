import Glibc
package import Statistics

/// Decides token by token whether a generation is to be halted.
///
/// P_fail = 1 / (1 + exp(-lambda (x - tau))), x the signal's value; where lower values are riskier, tau - x.
package struct FailureMonitor: Sendable, Equatable {
    package var signal: SemanticSignal
    /// Which way the signal points, as it was calibrated.
    package var direction: ScoreDirection
    /// tau: the signal's value at which failure is as likely as not.
    package var threshold: Double
    /// lambda.
    package var steepness: Double
    /// P_fail over this halts.
    package var cutoff: Double
    /// Every how many tokens it looks; the first is looked at where this is 1.
    package var checkEvery: Int

    package init(
        signal: SemanticSignal = .uncertainty, direction: ScoreDirection = .higherIsPositive, threshold: Double = 2,
        steepness: Double = 5, cutoff: Double = 0.85, checkEvery: Int = 1
    ) {
        precondition(checkEvery > 0, "every \(checkEvery) tokens cannot be looked at")
        self.signal = signal
        self.direction = direction
        self.threshold = threshold
        self.steepness = steepness
        self.cutoff = cutoff
        self.checkEvery = checkEvery
    }

    /// P_fail of a token; the exponent is kept within 50, so that no sum overflows.
    package func failureProbability(of token: TokenSignals) -> Double {
        let distance = token[signal] - threshold
        let exponent = steepness * (direction == .higherIsPositive ? distance : -distance)
        return 1 / (1 + exp(-min(max(exponent, -50), 50)))
    }

    /// Whether a token, the n-th from 1, is too risky to be emitted.
    package func halts(at step: Int, _ token: TokenSignals) -> Bool {
        step.isMultiple(of: checkEvery) && failureProbability(of: token) > cutoff
    }
}
