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
        var outputs: [Output] = [
            .table(classes), .figure(histogram), .table(directions), .note(direction.finding),
            .note("\(direction.median.words.capitalised)"), .table(examples),
        ]
        if let pair { outputs += self.outputs(pair) }
        return outputs + direction.warnings.map(Output.warning)
            + DetectorComparison.smallness(samples.labels).map(Output.warning)
    }

    // MARK: One signal

    private var classes: Table {
        let rows = [("hallucinated", diagnostics.hallucinated), ("correct", diagnostics.correct)]
        let difference = diagnostics.difference.map {
            "; Cohen's d \(interval($0.value, $0.interval))"
        }
        return Table(
            "\(signals[0].title.capitalised): from \(short(diagnostics.lowest)) to \(short(diagnostics.highest))\(difference ?? "")",
            columns: ["Class", "Responses", "Mean", "Deviation"],
            rows: rows.map { name, summary in
                [
                    .text(name), .integer(summary.count), summary.mean.map { .real($0, digits: 4) } ?? .missing,
                    summary.deviation.map { .real($0, digits: 4) } ?? .missing,
                ]
            })
    }

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

    private static let classes = [(1, "hallucinated", Hue.vermillion), (0, "correct", Hue.blue)]

    private var directions: Table {
        Table(
            "Which way it points: AUROC both ways round",
            columns: ["Group", "Responses", "Hallucinated", "Higher is riskier", "Lower is riskier", "As declared"],
            rows: ([direction.pooled] + direction.groups).map { part in
                [
                    .text(part.group ?? "all"), .integer(part.count), .integer(part.positives), entry(part.higher),
                    entry(part.lower), .text(part.turned(signals[0].direction).direction.words),
                ]
            })
    }

    private var examples: Table {
        Table(
            "Examples at either end", columns: ["Class", "End", "Responses, the outermost first"],
            rows: diagnostics.examples.map { kind in
                let texts = kind.examples.map { "\($0.id) (\(short($0.score)))" }
                return [
                    .text(kind.label == 1 ? "hallucinated" : "correct"), .text(kind.isLowest ? "lowest" : "highest"),
                    .text(texts.joined(separator: ", ")),
                ]
            })
    }

    private func entry(_ auroc: AUROCEstimate) -> TableEntry {
        .interval(auroc.value, low: auroc.interval.low, high: auroc.interval.high, digits: 3)
    }

    private func interval(_ value: Double, _ interval: Statistics.Interval) -> String {
        let texts = [value, interval.low, interval.high].map { fixed($0, digits: 3) }
        return "\(texts[0]) [\(texts[1]), \(texts[2])]"
    }

    // MARK: Two signals

    private func outputs(_ pair: PairDiagnostics) -> [Output] {
        let names = signals.map(\.name)
        var outputs: [Output] = [.figure(scatter), .table(quadrants)]
        if let correlation = pair.correlation {
            outputs.append(
                .note(
                    "The correlation of `\(names[0])` and `\(names[1])` is \(interval(correlation.value, correlation.interval))."
                ))
        }
        guard let joint = pair.joint else {
            return outputs + [.note("There are too few responses of one class for a model of both signals.")]
        }
        let rows = [("both, cross-fitted", joint.auroc)] + joint.rivals.map { ("\($0.signal) alone", $0.auroc) }
        outputs.append(
            .table(
                Table(
                    "A logistic model of both signals, each response judged by a model of the other \(joint.folds - 1) folds",
                    columns: ["Signals", "AUROC"], rows: rows.map { [.text($0.0), entry($0.1)] })))
        return outputs + joint.findings.map(Output.note)
    }

    /// Cut at the medians, so that no quadrant is chosen by the labels.
    private var quadrants: Table {
        let cuts = zip(signals, samples.scores).map { signal, scores in
            SignalQuadrants.Cut(quantile(sorted: scores.sorted(), 0.5), signal.direction)
        }
        let quadrants = SignalQuadrants(samples, first: cuts[0], second: cuts[1])
        func side(_ place: Int, _ isFlagged: Bool) -> TableEntry { .text(isFlagged ? "riskier half" : "other half") }
        return Table(
            "Quadrants, cut at the medians \(short(cuts[0].threshold)) and \(short(cuts[1].threshold))",
            columns: [signals[0].name, signals[1].name, "Responses", "Hallucinated"],
            rows: quadrants.quadrants.map { quadrant in
                let share = quadrant.hallucinated
                return [
                    side(0, quadrant.isFlaggedByFirst), side(1, quadrant.isFlaggedBySecond), .integer(share.trials),
                    share.trials == 0
                        ? .missing
                        : .interval(share.value, low: share.interval.low, high: share.interval.high, digits: 3),
                ]
            })
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
