import Statistics
import Uncertainty

/// A calibration as one JSON document, with everything that the text says.
struct CalibrationDocument: Encodable {
    let format = 1
    let scores: String
    /// Where the thresholds are.
    let file: String
    let samples: Samples
    let diagnostics: Diagnostics
    let second: Diagnostics?
    let pair: Pair?
    let sweep: ThresholdSweep
    let isRecallReached: Bool
    /// What the sweep's best does to samples that it was not chosen on.
    let judgedBest: ScoreCalibration.Judgement?
    let thresholds: ThresholdFile
    /// On the samples that thresholds are chosen on.
    let directions: [Direction]
    /// What the thresholds do to samples that they were not chosen on: that of all first, then each group's.
    let judgements: [ScoreCalibration.Judgement]
    let isForced: Bool
    let warnings: [String]

    struct Samples: Encodable {
        let count, labelled, failed, unlabelled, chosenOn, judgedOn: Int
        let seed: UInt64
    }

    struct Diagnostics: Encodable {
        let values: SignalDiagnostics
        let directions: [Direction]
        let directionFinding: String
        let medianFinding: String

        init(_ values: SignalDiagnostics) {
            self.values = values
            let check = values.direction
            directions = ([check.pooled] + check.groups).map {
                Direction(group: $0.group, direction: $0.turned(check.declared).direction)
            }
            (directionFinding, medianFinding) = (check.finding, check.median.words)
        }
    }

    /// Which way the signal points, held against how it is declared.
    struct Direction: Encodable {
        /// Nil for all samples together.
        let group: String?
        let direction: SignalDirection
    }

    struct Pair: Encodable {
        let signals: [String]
        let values: PairDiagnostics
        let quadrants: SignalQuadrants?
        let findings: [String]
    }

    init(_ result: ScoreCalibration, thresholds: ThresholdFile, file: ScoreTableFile, path: String) {
        scores = file.name
        self.file = path
        samples = Samples(
            count: result.count, labelled: result.labelled, failed: result.failed, unlabelled: result.unlabelled,
            chosenOn: result.chosenOn, judgedOn: result.judgedOn, seed: result.plan.seed)
        diagnostics = Diagnostics(result.diagnostics)
        second = result.secondDiagnostics.map(Diagnostics.init)
        pair = result.pair.map { pair in
            Pair(
                signals: [result.plan.first, result.plan.second].compactMap { $0?.signal }, values: pair,
                quadrants: result.quadrants, findings: pair.joint?.findings ?? [])
        }
        sweep = result.sweep
        isRecallReached = result.sweep.isRecallReached
        judgedBest = result.judgedBest
        self.thresholds = thresholds
        directions = ([result.calibration.pooled] + result.calibration.groups).map {
            Direction(group: $0.group, direction: $0.direction)
        }
        judgements = result.judgements
        isForced = result.plan.isForced
        warnings = result.warnings
    }
}
