/// What detectors reach that look at nothing, by the share of positives: a detector no better than these shows nothing.
package struct ConstantBaselines: Sendable, Equatable, Codable {
    /// The share of positives, which is also the average precision (PR-AUC) of each of them.
    package let baseRate: Double

    package init(baseRate: Double) {
        precondition((0...1).contains(baseRate), "\(baseRate) is no share")
        self.baseRate = baseRate
    }

    /// Labels are 0 or 1, at least one.
    package init(labels: [Int]) {
        precondition(!labels.isEmpty, "no labels have no share of positives")
        self.init(baseRate: ratio(labels.count { $0 == 1 }, labels.count))
    }

    /// The macro-F1 of calling all samples positive. Where they are, scikit-learn leaves the other class out and has 1.
    package var alwaysFlagMacroF1: Double { baseRate / (1 + baseRate) }

    /// The macro-F1 of calling none positive.
    package var neverFlagMacroF1: Double { (1 - baseRate) / (2 - baseRate) }

    /// The macro-F1 that a fair coin comes to with many samples.
    package var coinMacroF1: Double {
        (baseRate / (baseRate + 0.5) + (1 - baseRate) / (1.5 - baseRate)) / 2
    }

    /// The best macro-F1 of the three.
    package var bestMacroF1: Double { max(alwaysFlagMacroF1, neverFlagMacroF1, coinMacroF1) }
}

/// An average precision (PR-AUC) beside the share of positives, which is what a score that tells nothing comes to.
package struct AveragePrecision: Sendable, Equatable, Codable {
    package let value: Double
    package let baseRate: Double

    /// Labels are 0 or 1, at least one; no score may be NaN.
    package init(labels: [Int], scores: [Double]) {
        value = RankedScores(labels: labels, scores: scores).averagePrecision()
        baseRate = ConstantBaselines(labels: labels).baseRate
    }
}
