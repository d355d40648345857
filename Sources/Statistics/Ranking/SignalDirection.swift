/// Which way a score points: a fact of its definition, to be checked against data.
package enum ScoreDirection: String, Sendable, Codable, CaseIterable {
    case higherIsPositive
    case lowerIsPositive

    /// The scores, negated where lower ones speak for the positive class, so that higher ones do.
    package func oriented(_ scores: [Double]) -> [Double] {
        scores.map(oriented)
    }

    /// A score turned so that higher ones speak for the positive class, and turned back by the same.
    func oriented(_ score: Double) -> Double {
        self == .higherIsPositive ? score : -score
    }
}

/// Which way scores that should be higher for positives point in data.
package enum SignalDirection: String, Sendable, Codable {
    /// The interval of the AUROC lies over 0.5.
    case higherIsPositive
    /// It lies under 0.5: the score ranks the wrong way round here.
    case inverted
    /// It holds 0.5: nothing is known of a direction here.
    case noSignal

    /// What an AUROC's interval says.
    package init(_ interval: Interval) {
        self = interval.low > 0.5 ? .higherIsPositive : interval.high < 0.5 ? .inverted : .noSignal
    }
}

extension AUROCEstimate {
    package var direction: SignalDirection { SignalDirection(interval) }
}
