import Figures

/// One small figure of each kind that the walkthrough shows.
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
        zip(features, [-0.94, 0.88, 0.31, -0.05, -0.56]).map { ($0, $1) },
        measure: "Pearson correlation of the feature's mean with the logit")

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

    static let preview = LineChart(
        x: Axis("rank", ticks: .integers), y: Axis("mean log-probability", unit: "nats"),
        series: [
            LineSeries("correct", line(from: -0.6, slope: -0.35, deviation: 0.8), hue: .blue),
            LineSeries("hallucinated", line(from: -2.6, slope: -0.22, deviation: 1.1), hue: .vermillion),
        ])

    private static func line(from start: Double, slope: Double, deviation: Double) -> [LinePoint] {
        (1...20).map { rank in
            let value = start + slope * Double(rank)
            return LinePoint(Double(rank), value, band: Interval(about: value, deviation: deviation))
        }
    }
}
