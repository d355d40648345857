import Figures
import Notebooks
import Statistics
import Uncertainty

/// What is told of a signal before a threshold is put on it, and of a second one beside it.
struct DiagnosticsView {
    let samples: ScoredSamples
    let signals: [Signal]
    let pair: PairDiagnostics?
    private let diagnostics: SignalDiagnostics

    init(samples: ScoredSamples, signals: [Signal], pair: PairDiagnostics?) {
        self.samples = samples
        self.signals = signals
        self.pair = pair
        diagnostics = SignalDiagnostics(samples, declared: signals[0].direction)
    }

    private var direction: DirectionCheck { diagnostics.direction }
    private var auroc: AUROCEstimate { direction.pooled.turned(signals[0].direction) }

    var values: [NamedValue] {
        func ends(_ name: String, _ value: Double?, _ interval: Statistics.Interval?) -> [(String, Double)] {
            [(name, value ?? .nan), ("\(name).low", interval?.low ?? .nan), ("\(name).high", interval?.high ?? .nan)]
        }
        var numbers = ends("auroc", auroc.value, auroc.interval)
        numbers += ends("d", diagnostics.difference?.value, diagnostics.difference?.interval)
        numbers += [
            ("pr_auc", diagnostics.averagePrecision.value), ("base_rate", diagnostics.hallucinationRate.value),
        ]
        if let pair {
            numbers += ends("correlation", pair.correlation?.value, pair.correlation?.interval)
            numbers.append(("joint", pair.joint?.auroc.value ?? .nan))
        }
        return numbers.map { NamedValue("diagnose.\($0.0)", .real($0.1)) } + [
            NamedValue("diagnose.direction", .text(auroc.direction.words))
        ]
    }

    var outputs: [Output] {
        [.figure(histogram)] + SignalDiagnosticsView(diagnostics: diagnostics).outputs + both
            + direction.warnings.map(Output.warning) + DetectorComparison.smallness(samples.labels).map(Output.warning)
    }

    private var both: [Output] {
        guard let pair else { return [] }
        // At the medians, so that no quadrant is chosen by the labels.
        let cuts = zip(signals, samples.scores).map { signal, scores in
            SignalQuadrants.Cut(quantile(sorted: scores.sorted(), 0.5), signal.direction)
        }
        let view = PairDiagnosticsView(
            names: (signals[0].name, signals[1].name), pair: pair,
            quadrants: SignalQuadrants(samples, first: cuts[0], second: cuts[1]), cuts: "cut at their medians")
        return [.figure(scatter)] + view.outputs
    }

    private static let classes = [(1, "hallucinated", Hue.vermillion), (0, "correct", Hue.blue)]

    private var histogram: Figure {
        let classes = Self.classes.compactMap { label, name, hue in
            let values = samples.labels.indices.filter { samples.labels[$0] == label }.map { samples.scores[0][$0] }
            return values.isEmpty ? nil : (name: name, values: values, hue: hue)
        }
        var chart = Histogram(
            of: classes.map { ($0.name, $0.values) }, x: Axis(signals[0].name), counted: "responses")
        for (place, item) in classes.enumerated() { chart.classes[place].hue = item.hue }
        return Figure(title: "\(signals[0].title.capitalised) of each response", chart: .histogram(chart))
    }

    private var scatter: Figure {
        let classes = Self.classes.map { label, name, hue in
            ScatterChart.PointClass(
                name,
                samples.labels.indices.filter { samples.labels[$0] == label }.map {
                    ScatterChart.Point(samples.scores[0][$0], samples.scores[1][$0])
                }, hue: hue)
        }
        return Figure(
            title: "Both signals of each response",
            chart: .scatter(
                ScatterChart(
                    x: Axis(signals[0].name), y: Axis(signals[1].name), classes: classes.filter { !$0.points.isEmpty }))
        )
    }
}
