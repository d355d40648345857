import Figures

/// Small figures, of each kind of chart one or more.
enum Samples {
    static let features = ["avg_logp", "rank_proxy", "h_overall", "h_alts", "delta_h_dec"]

    static let all: [(name: String, figure: Figure)] = [
        ("history", Figure(title: "Training history", chart: .lines(history))),
        ("roc", Figure(title: "ROC curve", chart: .lines(roc))),
        ("precision-recall", Figure(title: "Precision and recall", chart: .lines(precisionRecall))),
        ("confusion", Figure(title: "Confusion matrix", chart: .heatMap(confusion))),
        ("reliability", Figure(title: "Reliability", chart: .lines(reliability))),
        ("importance", Figure(title: "Importance", chart: .bars(importance))),
        ("correlation", Figure(title: "Correlation with the logit", chart: .heatMap(correlation))),
        ("embedding", Figure(title: "Embedding", chart: .scatter(embedding))),
        ("sensitivity", Figure(title: "Sensitivity", chart: .bars(sensitivity))),
        ("preview", Figure(title: "Mean log-probability by rank", chart: .lines(preview))),
        ("histogram", Figure(title: "Predictions", chart: .histogram(histogram))),
        ("boxes", Figure(title: "Log-probability by class", chart: .boxes(boxes))),
        ("tokens", Figure(title: "Surprisal", chart: .tokens(tokens))),
        ("contributions", Figure(title: "Contribution to the logit", chart: .tokens(contributions))),
        ("ablation", Figure(title: "Ablation", chart: .lines(ablation))),
    ]

    static let history = LineChart.history(
        trainingLoss: [0.2, 1.2e-3, 4e-6, 3e-9, 1.1e-11], validationLoss: [0.03, 2e-4, 1e-6, 2e-9, 3e-11],
        scores: [("macro-F1", [0.61, 0.85, 0.93, 0.97, 0.98]), ("AUROC", [0.7, 0.9, 0.96, 0.98, 0.995])])

    static let roc = LineChart.roc(
        [(0, 0), (0, 0.5), (0.25, 0.5), (0.25, 0.75), (0.5, 1), (0.75, 1), (1, 1)], area: 0.8125)

    static let precisionRecall = LineChart.precisionRecall(
        [(0, 1), (0.5, 1), (0.75, 0.9), (1, 0.6)], area: 0.9, baseRate: 0.5017)

    static let confusion = HeatMap.confusion(classes: ["correct", "hallucinated"], counts: [[295, 4], [13, 288]])

    static let reliability = LineChart.reliability(
        (0..<5).map { bin in
            LineChart.ReliabilityBin(
                count: [260, 31, 0, 40, 226][bin], predicted: Double(bin) / 5 + 0.1,
                observed: [0.02, 0.33, 0, 0.75, 0.98][bin])
        }, predictions: (0...100).map { Double($0 * $0) / 10_000 })

    static let importance = BarChart(
        category: "feature", value: Axis("share of total |gradient × input|", ticks: .percent),
        bars: [
            .init("avg_logp", 0.2314), .init("logprob_1", 0.1822), .init("h_overall", 0.0911),
            .init("rank_proxy", 0.0702), .init("logprob_2", 0.0533), .init("logprob_20", 0.0411),
            .init("delta_h_dec", 0.04), .init("h_alts", 0.0312), .init("logprob_7", 0.0301),
            .init("logprob_11", 0.0252),
        ])

    static let correlation = HeatMap.correlations(
        with: "logit", zip(features, [-0.94, 0.88, 0.31, -0.05, -0.56]).map { ($0, $1) },
        measure: "Pearson correlation")

    static let embedding = ScatterChart(
        x: Axis("t-SNE 1", ticks: .none), y: Axis("t-SNE 2", ticks: .none),
        classes: [
            .init("correct", [.init(-12, 3), .init(-10, 5), .init(-14, -2), .init(-9, 1)], hue: .blue),
            .init("hallucinated", [.init(11, -3), .init(9, -6), .init(13, 2), .init(8, 0)], hue: .vermillion),
        ], hasEqualUnits: true)

    static let sensitivity = BarChart(
        category: "feature", value: Axis("mean |change of probability|"),
        bars: zip(features, [0.0123, 0.31, 0.152, 0.0841, 0.0021]).map {
            BarChart.Bar($0, $1, interval: Interval(about: $1, deviation: 0.06, nonNegative: true))
        }, direction: .vertical, intervalName: "one standard deviation")

    static let histogram = Histogram(
        of: [
            (
                "correct",
                [
                    0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.11, 0.12, 0.13, 0.14, 0.23, 0.25, 0.31,
                    0.48, 0.9,
                ]
            ),
            (
                "hallucinated",
                [0.09, 0.19, 0.5, 0.61, 0.72, 0.83, 0.85, 0.91, 0.92, 0.93, 0.95, 0.96, 0.97, 0.99, 1, .nan]
            ),
        ], x: Axis("probability of hallucination", range: 0...1), counted: "responses", count: 10)

    static let boxes = BoxPlot(
        category: "class", value: Axis("mean |log-probability|", unit: "nats"),
        groups: [
            .init("correct", of: [0.1, 0.2, 0.2, 0.3, 0.35, 0.35, 0.4, 0.4, 0.6, 0.95, 1.2], hue: .blue),
            .init(
                "hallucinated", of: [0.6, 0.9, 1.1, 1.3, 1.3, 1.4, 1.4, 1.6, 1.8, 2.6], hue: .vermillion),
            .init("not known", of: [0.7]),
        ])

    private static let words = [
        "The", " capital", " of", " Australia", " is", " Sydney", ",", " a", " city", " of", " about", " five",
        " million",
        " people", " on", " the", " coast", " of", " New", " South", " Wales", ".", "\n",
    ]

    static let tokens = TokenStrip(
        tokens: zip(
            words,
            [
                0.9, 0.41, 0.02, 2.9, 0.1, 3.7, 0.8, 1.9, 0.7, 0.3, 2.6, 1.2, 0.05, 0.6, 2.2, 0.1, 1.4, 0.2, 0.4, 0.01,
                0.01, 0.3, .infinity,
            ]
        ).map { .init($0, $1) }, measure: Axis("surprisal", unit: "nats"), colors: .sequential(from: 0, to: 4))

    static let contributions = TokenStrip(
        tokens: words.prefix(9).enumerated().map { .init($1, [-0.8, 0.3, -0.1, 0.9, -0.4, 1.2, 0, 0.2, -1][$0]) },
        measure: Axis("contribution"), colors: .diverging(limit: 1))

    static let preview = LineChart(
        x: Axis("rank", ticks: .integers), y: Axis("mean log-probability", unit: "nats"),
        series: [
            LineSeries("correct", line(from: -0.6, slope: -0.35, deviation: 0.8), hue: .blue),
            LineSeries("hallucinated", line(from: -2.6, slope: -0.22, deviation: 1.1), hue: .vermillion),
        ])

    static let ablation = LineChart(
        x: Axis("epoch", ticks: .integers),
        panels: [
            LineChart.Panel(
                y: Axis("macro-F1", range: 0...1),
                series: [
                    LineSeries("all features", [0.5, 0.78, 0.88, 0.93, 0.95]),
                    LineSeries("no entropies", [0.48, 0.7, 0.82, 0.85, 0.87]),
                    LineSeries("no ranks", [0.5, 0.66, 0.71, 0.72, 0.74]),
                    LineSeries("tokens alone", [0.33, 0.34, 0.4, 0.42, 0.41]),
                ]),
            LineChart.Panel(
                y: Axis("loss", limits: 0...1e100),
                series: [
                    LineSeries("training", [0.7, 0.4, 0.25, 0.18, 0.12], hue: .ochre),
                    LineSeries("validation", [0.71, 0.5, 0.41, 0.38, 0.4], hue: .gray),
                ], height: 120),
        ])

    private static func line(from start: Double, slope: Double, deviation: Double) -> [LinePoint] {
        (1...20).map { rank in
            let value = start + slope * Double(rank)
            return LinePoint(Double(rank), value, band: Interval(about: value, deviation: deviation))
        }
    }
}
