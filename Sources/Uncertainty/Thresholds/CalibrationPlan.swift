package import Statistics

/// What is looked for in a table of scores, and how.
package struct CalibrationPlan: Sendable, Equatable {
    /// A signal by its name, with the direction that it is declared to have.
    package struct Choice: Sendable, Equatable {
        package var signal: String
        package var direction: ScoreDirection

        /// - Parameter direction: nil for the signal's own.
        package init(_ signal: String, _ direction: ScoreDirection? = nil) {
            self.signal = signal
            self.direction = direction ?? Self.declaredDirection(of: signal)
        }

        /// That of the catalogue's score of that name; else higher is riskier, as it is of h-bar_s, of PRI and of the surprise.
        package static func declaredDirection(of signal: String) -> ScoreDirection {
            ScoreCatalogue[signal]?.direction ?? .higherIsPositive
        }
    }

    package var first: Choice
    /// A signal to look at beside the first.
    package var second: Choice?
    package var target = ThresholdTarget.recall(atLeast: 0.9)
    /// The chance with which the target may be missed.
    package var risk = 0.05
    /// Whether thresholds are given against the signal's direction, and without one.
    package var isForced = false
    /// What the sweep tries.
    package var thresholds = SweepThresholds.usual
    /// The share of the items that thresholds are chosen on, over 0; the rest judges them. 1 leaves none to judge.
    package var chosenShare = 0.5
    /// Of the split and the folds.
    package var seed: UInt64 = 0

    package init(_ first: Choice, second: Choice? = nil) {
        (self.first, self.second) = (first, second)
    }

    /// The recall that the sweep's best is to have: the target's, where it is one.
    package var wantedRecall: Double {
        if case .recall(let level) = target { return level }
        return 0.9
    }
}
