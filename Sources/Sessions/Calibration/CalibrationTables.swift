import Figures
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
                    threshold.map { .score($0.threshold) } ?? .missing,
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

/// A score or a threshold in a sentence.
func scoreWords(_ score: Double) -> String {
    isPlain(score) ? fixed(score, digits: 4) : scientific(score, digits: 3)
}

/// Whether four decimals say most of it.
private func isPlain(_ score: Double) -> Bool { score == 0 || (1e-2..<1e6).contains(abs(score)) }

extension TableEntry {
    /// Nothing of a share of nothing.
    static func share(_ share: Proportion) -> TableEntry {
        share.trials == 0
            ? .missing
            : .interval(share.value, low: share.interval.low, high: share.interval.high, digits: 3)
    }

    /// A score or a threshold, which may be of any size.
    static func score(_ score: Double) -> TableEntry {
        isPlain(score) ? .real(score, digits: 4) : .scientific(score, digits: 3)
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
