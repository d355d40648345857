import Figures
import Notebooks
import Statistics
import Uncertainty

/// What was found of a signal and its thresholds, and what they do to responses that they were not chosen on.
struct CalibrationView {
    let signal: Signal
    /// Where the thresholds were looked for.
    let part: SplitPart
    let calibration: SignalCalibration
    let here: ScoredSamples
    /// The test split, where it was not that.
    let test: ScoredSamples?
    let probabilities: ProbabilityFits

    private var threshold: GuaranteedThreshold? { calibration.pooled.decision.threshold }

    /// What the threshold of all does to the responses that say most of it.
    private var point: OperatingPoint? { test.flatMap { point($0) } ?? calibration.pooled.point }

    private func point(_ samples: ScoredSamples) -> OperatingPoint? {
        threshold.map {
            OperatingPoint(
                labels: samples.labels, scores: samples.scores[0], direction: signal.direction, threshold: $0.threshold)
        }
    }

    var values: [NamedValue] {
        let shares = [
            ("recall", point?.recall), ("precision", point?.precision), ("fpr", point?.falsePositiveRate),
            ("flag_rate", point?.flagRate),
        ]
        return [
            NamedValue("calibrate.threshold", .real(threshold?.threshold ?? .nan)),
            NamedValue("calibrate.bound", .real(threshold?.bound ?? .nan)),
            NamedValue("calibrate.auroc", .real(calibration.pooled.auroc.value)),
            NamedValue("calibrate.found", .boolean(threshold != nil)),
        ] + shares.map { NamedValue("calibrate.\($0.0)", .real($0.1?.value ?? .nan)) }
    }

    var outputs: [Output] {
        var outputs: [Output] = [.table(thresholds)]
        if threshold != nil { outputs.append(.table(achieved)) }
        outputs += probabilities.outputs
        outputs.append(.figure(riskCoverage))
        if let refusal { outputs.append(.warning(refusal)) }
        return outputs + (calibration.warnings + DetectorComparison.smallness(here.labels)).map(Output.warning)
    }

    // MARK: Thresholds

    private var thresholds: Table {
        let findings = [calibration.pooled] + calibration.groups
        return Table(
            "\(signal.title): \(calibration.target) with a risk of \(calibration.risk), on the \(part.rawValue) split",
            columns: [
                "Group", "Responses", "Hallucinated", "AUROC", "Direction", "Threshold", "Kept but for the risk",
                "Whose",
            ],
            rows: findings.map { finding in
                let threshold = finding.decision.threshold
                return [
                    .text(finding.group ?? "all"), .integer(finding.count), .integer(finding.positives),
                    .interval(
                        finding.auroc.value, low: finding.auroc.interval.low, high: finding.auroc.interval.high,
                        digits: 3),
                    .text(finding.direction.words), threshold.map { .real($0.threshold, digits: 4) } ?? .missing,
                    threshold.map { .real($0.bound, digits: 3) } ?? .missing, .text(finding.decision.words),
                ]
            })
    }

    private var refusal: String? {
        guard case .none(let why) = calibration.pooled.decision else { return nil }
        return "No threshold: \(why)."
    }

    private var achieved: Table {
        let named = [("\(part.rawValue), where it was chosen", point(here)), ("test", test.flatMap { point($0) })]
        return Table(
            "What the threshold of all does, with Wilson's 95 % intervals",
            columns: ["Split", "Recall", "Precision", "False positive rate", "Flagged", "Base rate"],
            rows: named.compactMap { name, point in
                guard let point else { return nil }
                return [
                    .text(name), Self.share(point.recall), Self.share(point.precision),
                    Self.share(point.falsePositiveRate), Self.share(point.flagRate), Self.share(point.baseRate),
                ]
            })
    }

    private static func share(_ share: Proportion) -> TableEntry {
        .interval(share.value, low: share.interval.low, high: share.interval.high, digits: 3)
    }

    // MARK: Risk and coverage

    private var riskCoverage: Figure {
        let samples = test ?? here
        let oriented = signal.direction.oriented(samples.scores[0])
        let curve = RiskCoverage(errors: samples.labels, scores: oriented)
        // More points than can be seen only make the page larger.
        let step = max(1, curve.points.count / 150)
        let places = Array(stride(from: curve.points.count - 1, through: 0, by: -step).reversed())
        let points = places.map { LinePoint(curve.points[$0].coverage, curve.points[$0].risk) }
        return Figure(
            title: "Hallucinated among the responses that are let through, the surest first",
            chart: .lines(
                LineChart(
                    x: Axis("share let through"), y: Axis("share hallucinated"),
                    series: [
                        LineSeries("\(signal.title) (area \(fixed(curve.area, digits: 3)))", points, hue: .vermillion)
                    ])))
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
    fileprivate var words: String {
        switch self {
        case .own: "its own"
        case .pooled(_, let why): "that of all: \(why)"
        case .none(let why): why
        }
    }
}
