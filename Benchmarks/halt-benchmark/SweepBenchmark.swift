import ReferenceRandom
import Statistics

/// A sweep of 1,000 thresholds over 10,000 stored scores, areas included, the median of 20 runs.
func measureSweep() -> Measurement {
    var generator = NumPyGenerator(seed: 42)
    let labels = (0..<10_000).map { _ in generator.random() < 0.5 ? 1 : 0 }
    let scores = labels.map { generator.random() + 0.3 * Double($0) }
    let thresholds = SweepThresholds.quantiles(from: 0.001, to: 0.999, count: 1_000)
    let seconds = medianSeconds(runs: 20) {
        let values = thresholds.values(of: scores, direction: .higherIsPositive)
        precondition(ThresholdSweep(labels: labels, scores: scores, thresholds: values).points.count == 1_000)
    }
    return Measurement(
        work: "sweep 1000 thresholds", title: "sweeping 1,000 thresholds over 10,000 scores", seconds: seconds,
        facts: [Fact("scores", .integer(10_000)), Fact("thresholds", .integer(1_000))])
}
