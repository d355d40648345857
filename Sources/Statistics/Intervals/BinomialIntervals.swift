/// Wilson's score interval for a share, of which `hits` of `trials` were seen; 0...1 for no trials.
///
/// Source: E. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).
package func wilsonInterval(_ hits: Int, of trials: Int, confidence: Double = 0.95) -> Interval {
    precondition(0 <= hits && hits <= trials, "\(hits) hits of \(trials) trials")
    guard trials > 0 else { return Interval(low: 0, high: 1) }
    let z = normalQuantile((1 + confidence) / 2)
    let n = Double(trials)
    let share = Double(hits) / n
    let scale = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / scale
    let reach = z / scale * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // Rounding must not keep the ends off 0 and 1.
    return Interval(
        low: hits == 0 ? 0 : max(0, centre - reach), high: hits == trials ? 1 : min(1, centre + reach))
}

/// Clopper and Pearson's exact interval for a share, which holds it at least as often as stated; 0...1 for no trials.
///
/// Source: C. Clopper, E. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial"
/// (1934), by quantiles of the beta distribution.
package func clopperPearsonInterval(_ hits: Int, of trials: Int, confidence: Double = 0.95) -> Interval {
    let tail = (1 - confidence) / 2
    return Interval(
        low: clopperPearsonLowerBound(hits, of: trials, risk: tail),
        high: clopperPearsonUpperBound(hits, of: trials, risk: tail))
}

/// The exact lower bound of a share: the chance that the share lies below it is at most `risk`.
package func clopperPearsonLowerBound(_ hits: Int, of trials: Int, risk: Double) -> Double {
    precondition(0 <= hits && hits <= trials, "\(hits) hits of \(trials) trials")
    return hits == 0 ? 0 : betaQuantile(risk, Double(hits), Double(trials - hits + 1))
}

/// The exact upper bound of a share: the chance that the share lies above it is at most `risk`.
package func clopperPearsonUpperBound(_ hits: Int, of trials: Int, risk: Double) -> Double {
    precondition(0 <= hits && hits <= trials, "\(hits) hits of \(trials) trials")
    guard hits < trials else { return 1 }
    // The quantile of 1 - risk would lose the digits of a small risk.
    return 1 - betaQuantile(risk, Double(trials - hits), Double(hits + 1))
}

/// A share that was counted, with Wilson's interval.
package struct Proportion: Sendable, Equatable, Codable {
    package let hits: Int
    package let trials: Int
    package let interval: Interval

    package init(_ hits: Int, of trials: Int, confidence: Double = 0.95) {
        self.hits = hits
        self.trials = trials
        interval = wilsonInterval(hits, of: trials, confidence: confidence)
    }

    /// The share itself; 0 where there were no trials.
    package var value: Double { ratio(hits, trials) }
}
