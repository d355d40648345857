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
        calibration.table(
            "\(signal.title): \(calibration.target) with a risk of \(calibration.risk), on the \(part.rawValue) split",
            samples: "Responses")
    }

    private var refusal: String? {
        guard case .none(let why) = calibration.pooled.decision else { return nil }
        return "No threshold: \(why)."
    }

    private var achieved: Table {
        let named = [("\(part.rawValue), where it was chosen", point(here)), ("test", test.flatMap { point($0) })]
        return Table(
            "What the threshold of all does, with Wilson's 95 % intervals",
            columns: ["Split"] + OperatingPoint.columns,
            rows: named.compactMap { name, point in point.map { [.text(name)] + $0.entries } })
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
