import Figures
import Statistics
package import Uncertainty

/// A second pass over stored scores as a reader sees it, in a notebook as in a terminal.
package struct ScoreCalibrationView {
    /// A sweep's table shows no more of its thresholds than this.
    private static let mostSweepRows = 40

    private let calibration: ScoreCalibration

    package init(_ calibration: ScoreCalibration) {
        self.calibration = calibration
    }

    private var plan: CalibrationPlan { calibration.plan }

    package var outputs: [Output] {
        [.note(samples)] + SignalDiagnosticsView(diagnostics: calibration.diagnostics).outputs + second
            + [.table(sweep), .table(best), .table(thresholds)] + [refusal.map(Output.note)].compactMap(\.self)
            + (calibration.judgements.isEmpty ? [] : [.table(judgements)]) + pair
            + calibration.warnings.map(Output.warning)
    }

    // MARK: Samples

    private var samples: String {
        let left = [
            (calibration.failed, "failed"), (calibration.unlabelled, "without a label"),
            (calibration.diagnostics.missing, "without `\(plan.first.signal)`"),
        ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
        let leftOut = left.isEmpty ? "none is left out" : "left out are \(left.joined(separator: ", "))"
        let split =
            calibration.judgedOn == 0
            ? "Thresholds are chosen on all of them."
            : "Thresholds are chosen on \(calibration.chosenOn) of them and judged by the other \(calibration.judgedOn); "
                + "samples of one item are on one side (seed \(plan.seed))."
        return "\(calibration.count) samples have `\(plan.first.signal)`; \(leftOut). \(split)"
    }

    private var second: [Output] {
        calibration.secondDiagnostics.map { SignalDiagnosticsView(diagnostics: $0).outputs } ?? []
    }

    private var chosenWords: String {
        calibration.judgedOn == 0
            ? "all \(calibration.chosenOn) samples" : "the \(calibration.chosenOn) that it is chosen on"
    }

    // MARK: Sweep

    private var sweep: Table {
        let points = calibration.sweep.points
        let step = max(1, (points.count + Self.mostSweepRows - 1) / Self.mostSweepRows)
        let shown = points.indices.filter { $0 % step == 0 || points[$0] == calibration.sweep.best }
        let part = shown.count < points.count ? ", \(shown.count) of \(points.count) thresholds" : ""
        return Table(
            "Sweep of \(plan.first.signal), \(plan.first.direction.words), on \(chosenWords)\(part)",
            columns: ["Threshold", "Flagged", "Precision", "Recall", "F1", ""],
            rows: shown.map { place in
                let point = points[place]
                return [
                    .score(point.threshold), .integer(point.flagged), .real(point.precision, digits: 3),
                    .real(point.recall, digits: 3), .real(point.f1, digits: 3),
                    .text(point == calibration.sweep.best ? "best" : ""),
                ]
            })
    }

    private var best: Table {
        let wanted =
            calibration.sweep.isRecallReached
            ? "highest precision with recall >= \(plan.wantedRecall)" : "highest F1"
        let best = calibration.sweep.best
        let chosen: [TableEntry]? = best.map { best in
            [
                .text("where it was chosen"), .score(best.threshold), .real(best.recall, digits: 3),
                .real(best.precision, digits: 3), .integer(best.flagged), .integer(calibration.chosenOn),
            ]
        }
        let judged: [TableEntry]? = calibration.judgedBest.map { judged in
            [
                .text("on the others"), .score(judged.threshold), .share(judged.point.recall),
                .share(judged.point.precision), .integer(judged.point.flagRate.hits),
                .integer(judged.point.flagRate.trials),
            ]
        }
        return Table(
            "The sweep's best threshold (\(wanted)), which promises nothing",
            columns: ["Samples", "Threshold", "Recall", "Precision", "Flagged", "Of"],
            rows: [chosen, judged].compactMap(\.self))
    }

    // MARK: Thresholds

    private var thresholds: Table {
        calibration.calibration.table(
            "\(plan.first.signal): \(plan.target) with a risk of \(plan.risk), on \(chosenWords)", samples: "Samples")
    }

    private var refusal: String? {
        guard case .none(let why) = calibration.calibration.pooled.decision else { return nil }
        return "No threshold of all samples: \(why)."
    }

    private var judgements: Table {
        Table(
            "What these thresholds do to samples that they were not chosen on, with Wilson's 95 % intervals",
            columns: ["Group", "Samples", "Threshold"] + OperatingPoint.columns,
            rows: calibration.judgements.map { judgement in
                [
                    .text(judgement.group ?? "all"), .integer(judgement.point.flagRate.trials),
                    .score(judgement.threshold),
                ] + judgement.point.entries
            })
    }

    private var pair: [Output] {
        guard let pair = calibration.pair, let second = plan.second else { return [] }
        let place =
            calibration.judgedOn == 0 ? chosenWords : "samples that these were not chosen on"
        return PairDiagnosticsView(
            names: (plan.first.signal, second.signal), pair: pair, quadrants: calibration.quadrants,
            cuts: "at their sweeps' best thresholds, on \(place)"
        ).outputs
    }
}
