import Figures
import ReferenceRandom
package import Statistics

/// The second pass over scores that a first one stored: what they are like, what each threshold does, and one that keeps a
/// target with a guarantee.
///
/// Thresholds are chosen on one part of the items and judged by the other, with twins on one side. What only describes
/// (ranges, directions, correlations) is over all samples.
package struct ScoreCalibration: Sendable, Equatable {
    /// What a threshold does to the samples that it was not chosen on.
    package struct Judgement: Sendable, Equatable, Codable {
        /// Nil for all samples together.
        package let group: String?
        package let threshold: Double
        package let point: OperatingPoint
    }

    package let plan: CalibrationPlan
    /// How many samples the table holds with a label, and how many it leaves out.
    package let labelled: Int
    package let failed: Int
    package let unlabelled: Int
    /// How many samples have the signal.
    package let count: Int
    /// How many of them thresholds were chosen on, and how many are left to judge.
    package let chosenOn: Int
    package let judgedOn: Int

    package let diagnostics: SignalDiagnostics
    package let secondDiagnostics: SignalDiagnostics?
    package let pair: PairDiagnostics?
    /// At the best of each signal's sweep, counted among samples that these were not chosen on; where none are left, on all.
    package let quadrants: SignalQuadrants?

    /// On the part that thresholds are chosen on.
    package let sweep: ThresholdSweep
    /// What the sweep's best does to the others.
    package let judgedBest: Judgement?
    /// On the part that thresholds are chosen on.
    package let calibration: SignalCalibration
    /// What its thresholds do to the others: that of all first, then each group's.
    package let judgements: [Judgement]

    /// Throws where the table lacks a signal.
    package init(_ table: ScoreTable, _ plan: CalibrationPlan) throws(ScoreTableProblem) {
        let samples = try table.samples(of: [plan.first.signal])
        let (chosen, rest) = plan.parts(of: samples)
        self.plan = plan
        (labelled, failed, unlabelled) = (table.rows.count, table.failed, table.unlabelled)
        (count, chosenOn, judgedOn) = (samples.count, chosen.count, rest.count)
        diagnostics = SignalDiagnostics(samples, declared: plan.first.direction)
        sweep = plan.sweep(chosen, column: 0, plan.first.direction)
        calibration = SignalCalibration(
            labels: chosen.labels, scores: chosen.scores[0], direction: plan.first.direction, groups: chosen.groups,
            items: chosen.items, target: plan.target, risk: plan.risk, isForced: plan.isForced)
        judgedBest = sweep.best.flatMap { plan.judgement($0.threshold, nil, rest) }
        judgements = ([calibration.pooled] + calibration.groups).compactMap { finding in
            finding.decision.threshold.flatMap { plan.judgement($0.threshold, finding.group, rest) }
        }
        guard let second = plan.second else {
            (secondDiagnostics, pair, quadrants) = (nil, nil, nil)
            return
        }
        let both = try table.samples(of: [plan.first.signal, second.signal])
        secondDiagnostics = SignalDiagnostics(
            try table.samples(of: [second.signal]), declared: second.direction)
        pair = PairDiagnostics(both, directions: [plan.first.direction, second.direction], seed: plan.seed)
        quadrants = plan.quadrants(both, second)
    }

    /// What a reader must know before using the thresholds.
    package var warnings: [String] {
        var warnings = diagnostics.direction.warnings + [calibration.sharedItems].compactMap(\.self)
        if let best = sweep.best, !sweep.isRecallReached {
            warnings.append(
                "No threshold of the sweep has recall >= \(plan.wantedRecall); its best is that of the highest F1, with recall "
                    + "\(fixed(best.recall, digits: 3)).")
        }
        if plan.isForced, calibration.pooled.direction != .higherIsPositive {
            warnings.append("Forced: the threshold is given although the signal does not point as it is declared.")
        }
        if judgedOn == 0 {
            warnings.append(
                "All samples were chosen on, so nothing judges the thresholds: what is shown of them flatters them.")
        }
        if let second = secondDiagnostics {
            warnings += second.direction.warnings.map { "`\(second.signal)`: \($0)" }
        }
        return warnings
    }

    /// The thresholds as a file, with what they did to the samples kept back.
    package func file(
        dataDigest: String, k: Int, modelName: String?, program: String, made: String
    ) -> ThresholdFile {
        var file = ThresholdFile(
            calibration, signal: plan.first.signal, direction: plan.first.direction, dataDigest: dataDigest, k: k,
            model: nil, program: program, made: made)
        file.modelName = modelName
        for judgement in judgements {
            if let group = judgement.group {
                file.groups[group]?.judged = judgement.point
            } else {
                file.pooled.judged = judgement.point
            }
        }
        return file
    }
}

extension CalibrationPlan {
    /// The samples that thresholds are chosen on, and the others.
    fileprivate func parts(of samples: ScoredSamples) -> (chosen: ScoredSamples, rest: ScoredSamples) {
        guard chosenShare < 1 else { return (samples, samples[[]]) }
        var generator = NumPyGenerator(seed: seed)
        let parts = groupedParts(
            strata: samples.strata, items: samples.items, shares: [chosenShare, 1 - chosenShare], using: &generator)
        return (
            samples[parts.indices.filter { parts[$0] == 0 }], samples[parts.indices.filter { parts[$0] == 1 }]
        )
    }

    fileprivate func sweep(
        _ samples: ScoredSamples, column: Int, _ direction: ScoreDirection
    ) -> ThresholdSweep {
        ThresholdSweep(
            labels: samples.labels, scores: samples.scores[column], direction: direction,
            thresholds: thresholds.values(of: samples.scores[column], direction: direction),
            wantedRecall: wantedRecall)
    }

    /// Nil where there is nothing to judge by.
    fileprivate func judgement(
        _ threshold: Double, _ group: String?, _ samples: ScoredSamples
    ) -> ScoreCalibration.Judgement? {
        let places = samples.labels.indices.filter { group == nil || samples.groups?[$0] == group }
        guard !places.isEmpty else { return nil }
        return ScoreCalibration.Judgement(
            group: group, threshold: threshold,
            point: OperatingPoint(
                labels: places.map { samples.labels[$0] }, scores: places.map { samples.scores[0][$0] },
                direction: first.direction, threshold: threshold))
    }

    fileprivate func quadrants(_ samples: ScoredSamples, _ second: Choice) -> SignalQuadrants? {
        let (chosen, rest) = parts(of: samples)
        // A sweep from start to stop is in the first signal's unit.
        var plan = self
        if case .steps = thresholds { plan.thresholds = .usual }
        guard let one = sweep(chosen, column: 0, first.direction).best,
            let two = plan.sweep(chosen, column: 1, second.direction).best
        else { return nil }
        return SignalQuadrants(
            rest.count > 0 ? rest : chosen, first: SignalQuadrants.Cut(one.threshold, first.direction),
            second: SignalQuadrants.Cut(two.threshold, second.direction))
    }
}
