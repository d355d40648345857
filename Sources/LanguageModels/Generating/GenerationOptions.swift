package import Uncertainty

/// How an answer is generated.
package struct GenerationOptions: Sendable, Equatable {
    package enum Mode: String, Sendable, Codable, CaseIterable {
        /// Keeps every token's signals, and halts where the monitor says so.
        case full
        /// Looks at every token, keeps a few numbers a signal, and never halts.
        case scoresOnly = "scores-only"
    }

    package var mode: Mode
    /// The answer's length at most, in tokens.
    package var maxTokens: Int
    /// 0 takes the likeliest token each time.
    package var temperature: Double
    /// Of the draws at a temperature over 0.
    package var seed: UInt64
    /// How many log-probs a token are recorded.
    package var topLogProbs: Int
    package var monitor: FailureMonitor

    package init(
        mode: Mode = .full, maxTokens: Int = 256, temperature: Double = 0, seed: UInt64 = 0, topLogProbs: Int = 20,
        monitor: FailureMonitor = FailureMonitor()
    ) {
        precondition(maxTokens > 0 && temperature >= 0, "\(maxTokens) tokens at temperature \(temperature)")
        self.mode = mode
        self.maxTokens = maxTokens
        self.temperature = temperature
        self.seed = seed
        self.topLogProbs = topLogProbs
        self.monitor = monitor
    }
}
