// The curves that classifiers are judged by.

extension LineChart {
    /// Losses and scores by epoch, one panel below the other; each array has one value for each epoch from 1 on.
    package static func history(
        trainingLoss: [Double], validationLoss: [Double], scores: [(name: String, values: [Double])]
    ) -> LineChart {
        let loss = Panel(
            y: Axis("loss", limits: 0...1e100, scale: .automatic),
            series: [
                LineSeries("training", trainingLoss, goal: .lowest),
                LineSeries("validation", validationLoss, goal: .lowest),
            ], height: 140)
        let score = Panel(
            y: Axis("validation score", limits: 0...1),
            series: scores.map { LineSeries($0.name, $0.values, goal: .highest) },
            height: 140)
        return LineChart(x: Axis("epoch", ticks: .integers), panels: scores.isEmpty ? [loss] : [loss, score])
    }

    /// True against false positive rate, with the line of chance. `area` is the area under the curve.
    package static func roc(_ points: [(falsePositiveRate: Double, truePositiveRate: Double)], area: Double)
        -> LineChart
    {
        let curve = points.map { LinePoint($0.falsePositiveRate, $0.truePositiveRate) }
        return LineChart(
            x: Axis("false positive rate", range: 0...1), y: Axis("true positive rate", range: 0...1),
            series: [LineSeries("ROC (area \(fixed(area, digits: 4)))", curve, hasMarkers: false)],
            guides: [.diagonal("chance (0.5)")], isSquare: true)
    }

    /// Precision against recall, with the precision of calling everything positive.
    package static func precisionRecall(
        _ points: [(recall: Double, precision: Double)], area: Double, baseRate: Double
    ) -> LineChart {
        let curve = points.map { LinePoint($0.recall, $0.precision) }
        return LineChart(
            x: Axis("recall", range: 0...1), y: Axis("precision", range: 0...1),
            series: [LineSeries("PR (area \(fixed(area, digits: 4)))", curve, hasMarkers: false)],
            guides: [.horizontal(baseRate, "base rate (\(short(baseRate)))")], isSquare: true)
    }

    /// A stretch of predictions: how many, and the means of what was predicted and of what came to pass.
    package struct ReliabilityBin: Sendable {
        package var count: Int
        package var predicted: Double
        package var observed: Double

        package init(count: Int, predicted: Double, observed: Double) {
            self.count = count
            self.predicted = predicted
            self.observed = observed
        }
    }

    /// Observed against predicted probability by bin, and below it how many of `predictions` lie where.
    package static func reliability(_ bins: [ReliabilityBin], predictions: [Double]) -> LineChart {
        let points = bins.filter { $0.count > 0 }.map { LinePoint($0.predicted, $0.observed) }
        let columns = 20
        var counts = [Int](repeating: 0, count: columns)
        for prediction in predictions where (0...1).contains(prediction) {
            counts[min(Int(prediction * Double(columns)), columns - 1)] += 1
        }
        let heights = counts.enumerated().map { LinePoint((Double($0) + 0.5) / Double(columns), Double($1)) }
        return LineChart(
            x: Axis("predicted probability", range: 0...1),
            panels: [
                Panel(
                    y: Axis("observed share", range: 0...1), series: [LineSeries("model", points)],
                    guides: [.diagonal("perfect calibration")]),
                Panel(
                    y: Axis("predictions", ticks: .integers),
                    series: [
                        LineSeries("predictions", heights, shape: .columns(width: 1 / Double(columns)), hue: .blue)
                    ], height: 60),
            ], isSquare: true)
    }

    /// Observed against predicted probability by bin, for several ways to the same probabilities.
    package static func reliability(_ fits: [(name: String, bins: [ReliabilityBin])]) -> LineChart {
        LineChart(
            x: Axis("predicted probability", range: 0...1), y: Axis("observed share", range: 0...1),
            series: fits.map { name, bins in
                LineSeries(name, bins.filter { $0.count > 0 }.map { LinePoint($0.predicted, $0.observed) })
            },
            guides: [.diagonal("perfect calibration")], isSquare: true)
    }
}
