import Figures
import HALT
import Notebooks
import ReferenceRandom
import Statistics

/// `evaluate test threshold=0.5`
enum EvaluateCommand: Command {
    static let name = "evaluate"
    static let summary =
        "Scores a part of the split, with 95 % bootstrap intervals, curves, confusion matrix and calibration."

    private static let resamples = CommandOption(
        "resamples", default: 2000, within: .from(10, through: 1_000_000), "Resamples of the bootstrap.")
    static let options: [any DeclaredOption] = [SplitPart.operand, SharedOptions.threshold, resamples]
    static let needs: [SessionPart] = [.split, .model]
    static let uses: [SessionPart] = [.dataset, .split, .model, .study, .seed]

    private static let realNames = ["loss", "macro_f1", "auroc", "accuracy", "pr_auc", "brier", "ece"]
    static let shows: [NotebookPart] = [.figure, .table]

    static func values(_ arguments: Arguments) -> [ValueDeclaration] {
        guard let part = arguments.given(SplitPart.operand) else { return [] }
        let ends = realNames.flatMap { ["\($0).low", "\($0).high"] }
        return realNames.map { ValueDeclaration("\(part).\($0)", .real) } + [
            ValueDeclaration("\(part).count", .integer)
        ] + ends.map { ValueDeclaration("\(part).\($0)", .real) }
    }

    static func run(_ arguments: Arguments, in session: Session) throws -> CommandResult {
        let part = arguments.part(SplitPart.operand)
        let model = try session.requireFittingModel()
        let responses = try session.responses(of: part)
        let evaluation = model.evaluate(
            responses, threshold: arguments[SharedOptions.threshold], sharedBy: session.communicator)
        var generator = NumPyGenerator(seed: session.seed)
        let view = EvaluationView(
            part: part.rawValue, evaluation: evaluation, threshold: arguments[SharedOptions.threshold],
            resamples: arguments[resamples], using: &generator)
        var outputs = view.outputs
        if let table = seedTable(model, responses, session) { outputs.insert(.table(table), at: 1) }
        return CommandResult(outputs, values: view.values)
    }

    /// The same scores for each seed that `train` had, where it had several.
    private static func seedTable(_ model: Model, _ responses: [Response], _ session: Session) -> Table? {
        let study = session.study
        guard !study.isEmpty else { return nil }
        let kept = model.parameters
        defer { model.parameters = kept }
        let rows = study.map { result in
            model.parameters = result.best.parameters
            return (seed: result.seed, scores: SeedScores(model.evaluate(responses)))
        }
        return SeedTable(rows).table("Seeds, on the same responses")
    }
}

/// The tables and figures of an evaluation.
private struct EvaluationView {
    private let part: String
    private let evaluation: Evaluation
    private let probabilities: [Double]
    private let threshold: Double
    private let intervals: MetricIntervals
    private let ranked: RankedScores
    private let bins: [Statistics.ReliabilityBin]

    init(
        part: String, evaluation: Evaluation, threshold: Double, resamples: Int, using generator: inout NumPyGenerator
    ) {
        self.part = part
        self.evaluation = evaluation
        self.threshold = threshold
        probabilities = evaluation.probabilities.map(Double.init)
        intervals = MetricIntervals(
            labels: evaluation.labels, probabilities: probabilities, losses: evaluation.losses, threshold: threshold,
            resamples: resamples, using: &generator)
        ranked = RankedScores(labels: evaluation.labels, scores: probabilities)
        bins = reliabilityBins(labels: evaluation.labels, probabilities: probabilities)
    }

    private var labels: [Int] { evaluation.labels }
    private var predictions: [Int] { probabilities.map { $0 >= threshold ? 1 : 0 } }
    private var averagePrecision: Double { ranked.averagePrecision() }
    private var brier: Double { brierScore(labels: labels, probabilities: probabilities) }
    private var calibrationError: Double { expectedCalibrationError(bins) }

    var values: [NamedValue] {
        [
            NamedValue("\(part).loss", .real(evaluation.loss)),
            NamedValue("\(part).macro_f1", .real(evaluation.macroF1)),
            NamedValue("\(part).auroc", .real(evaluation.auroc)),
            NamedValue("\(part).accuracy", .real(evaluation.accuracy)),
            NamedValue("\(part).pr_auc", .real(averagePrecision)), NamedValue("\(part).brier", .real(brier)),
            NamedValue("\(part).ece", .real(calibrationError)), NamedValue("\(part).count", .integer(labels.count)),
        ]
            + namedIntervals.flatMap { name, interval in
                [
                    NamedValue("\(part).\(name).low", .real(interval.low)),
                    NamedValue("\(part).\(name).high", .real(interval.high)),
                ]
            }
    }

    private var namedIntervals: [(String, Statistics.Interval)] {
        let loss = intervals.loss.map { [("loss", $0)] } ?? []
        return loss + [
            ("macro_f1", intervals.macroF1), ("auroc", intervals.auroc), ("accuracy", intervals.accuracy),
            ("pr_auc", intervals.averagePrecision), ("brier", intervals.brierScore),
            ("ece", intervals.calibrationError),
        ]
    }

    var outputs: [Output] {
        [.table(metrics)] + warnings.map(Output.warning) + figures.map(Output.figure)
    }

    private var metrics: Table {
        func row(_ name: String, _ value: Double, _ interval: Statistics.Interval) -> (String, TableEntry) {
            (name, .interval(value, low: interval.low, high: interval.high, digits: 4))
        }
        return Table(
            "Metrics on the \(part) split (\(labels.count) responses), with 95 % intervals", ("Metric", "Value"),
            pairs: [
                row("Macro-F1", evaluation.macroF1, intervals.macroF1), row("AUROC", evaluation.auroc, intervals.auroc),
                row("Accuracy", evaluation.accuracy, intervals.accuracy),
                row("PR-AUC", averagePrecision, intervals.averagePrecision),
                row("Brier score", brier, intervals.brierScore),
                row("Expected calibration error", calibrationError, intervals.calibrationError),
                ("Loss", loss),
            ])
    }

    private var loss: TableEntry {
        guard let interval = intervals.loss else { return .scientific(evaluation.loss, digits: 3) }
        return .scientificInterval(evaluation.loss, low: interval.low, high: interval.high, digits: 3)
    }

    private var warnings: [String] {
        var warnings: [String] = []
        if Set(labels).count < 2 {
            warnings.append("The \(part) split has one class only: AUROC is 0.5 by definition and says nothing.")
        }
        if Set(predictions).count < 2 {
            warnings.append(
                "All responses are called \(predictions.first == 1 ? "hallucinated" : "correct") at threshold \(short(threshold))."
            )
        }
        return warnings
    }

    private var figures: [Figure] {
        let roc = rocCurve(ranked).map { (falsePositiveRate: $0.x, truePositiveRate: $0.y) }
        let precision = precisionRecallCurve(ranked).map { (recall: $0.x, precision: $0.y) }
        let baseRate = mean(labels.map(Double.init))
        return [
            Figure(title: "ROC curve", chart: .lines(.roc(roc, area: evaluation.auroc))),
            Figure(
                title: "Precision and recall",
                chart: .lines(.precisionRecall(precision, area: averagePrecision, baseRate: baseRate))),
            Figure(
                title: "Confusion matrix at threshold \(short(threshold))",
                chart: .heatMap(.confusion(classes: ["correct", "hallucinated"], counts: confusion))),
            Figure(title: "Reliability", chart: .lines(.reliability(bins.map(\.drawn), predictions: probabilities))),
        ]
    }

    private var confusion: [[Int]] {
        var counts = [[0, 0], [0, 0]]
        for (label, prediction) in zip(labels, predictions) { counts[label][prediction] += 1 }
        return counts
    }
}

extension Statistics.ReliabilityBin {
    var drawn: LineChart.ReliabilityBin {
        LineChart.ReliabilityBin(count: count, predicted: meanProbability, observed: positiveShare)
    }
}
