import Statistics
import Uncertainty

// What tables of thresholds have in common, whoever shows them.

extension SignalCalibration {
    /// Which way the signal points and which threshold there is, for all samples and for each group.
    ///
    /// - Parameter samples: what the samples are called.
    func table(_ title: String, samples: String) -> Table {
        Table(
            title,
            columns: [
                "Group", samples, "Hallucinated", "AUROC", "Direction", "Threshold", "Kept but for the risk", "Whose",
            ],
            rows: ([pooled] + groups).map { finding in
                let threshold = finding.decision.threshold
                return [
                    .text(finding.group ?? "all"), .integer(finding.count), .integer(finding.positives),
                    .estimate(finding.auroc), .text(finding.direction.words),
                    threshold.map { .real($0.threshold, digits: 4) } ?? .missing,
                    threshold.map { .real($0.bound, digits: 3) } ?? .missing, .text(finding.decision.words),
                ]
            })
    }
}

extension OperatingPoint {
    static let columns = ["Recall", "Precision", "False positive rate", "Flagged", "Base rate"]

    /// One for each of the columns.
    var entries: [TableEntry] { [recall, precision, falsePositiveRate, flagRate, baseRate].map(TableEntry.share) }
}

extension TableEntry {
    static func share(_ share: Proportion) -> TableEntry {
        .interval(share.value, low: share.interval.low, high: share.interval.high, digits: 3)
    }

    static func estimate(_ auroc: AUROCEstimate) -> TableEntry {
        .interval(auroc.value, low: auroc.interval.low, high: auroc.interval.high, digits: 3)
    }
}

extension SignalDirection {
    var words: String {
        switch self {
        case .higherIsPositive: "as declared"
        case .inverted: "inverted here"
        case .noSignal: "no signal here"
        }
    }
}

extension SignalCalibration.Decision {
    var words: String {
        switch self {
        case .own: "its own"
        case .pooled(_, let why): "that of all: \(why)"
        case .none(let why): why
        }
    }
}
