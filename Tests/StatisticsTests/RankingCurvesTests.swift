import Statistics
import Testing

@Suite struct RankingCurvesTests {
    @Test func `AUROC and average precision are scikit-learn's, with ties`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            #expect(isNear(auroc(labels: reference.labels, scores: reference.scores), reference.auroc))
            let precision = averagePrecision(labels: reference.labels, scores: reference.scores)
            #expect(isNear(precision, reference.averagePrecision))
        }
    }

    @Test func `the ROC curve's corners are scikit-learn's points, and enclose the AUROC`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            let curve = rocCurve(RankedScores(labels: reference.labels, scores: reference.scores))
            expect(curve, onlyFrom: reference.roc)
            let area = zip(curve, curve.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2 }
            #expect(isNear(area, reference.auroc))
        }
    }

    @Test func `the precision-recall curve's corners are scikit-learn's points`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            let curve = precisionRecallCurve(RankedScores(labels: reference.labels, scores: reference.scores))
            expect(curve, onlyFrom: reference.precisionRecall)
            #expect(curve.last?.x == 1)
        }
    }

    @Test func `points inside straight stretches are left out`() {
        let perfect = RankedScores(labels: [0, 0, 0, 1, 1, 1], scores: [0.1, 0.2, 0.3, 0.7, 0.8, 0.9])
        #expect(
            rocCurve(perfect).map { [$0.x, $0.y, $0.threshold] } == [[0, 0, .infinity], [0, 1, 0.7], [1, 1, 0.1]])
        #expect(precisionRecallCurve(perfect).map { [$0.x, $0.y] } == [[0, 1], [1 / 3, 1], [1, 1]])
    }

    @Test func `one missing class gives chance level and no ROC curve`() {
        #expect(auroc(labels: [1, 1], scores: [0.2, 0.9]) == 0.5)
        #expect(auroc(labels: [0, 0], scores: [0.2, 0.9]) == 0.5)
        #expect(auroc(labels: [], scores: []) == 0.5)
        #expect(rocCurve(RankedScores(labels: [1, 1], scores: [0.2, 0.9])).isEmpty)
        #expect(averagePrecision(labels: [0, 0], scores: [0.2, 0.9]) == 0)
        #expect(precisionRecallCurve(RankedScores(labels: [0, 0], scores: [0.2, 0.9])).isEmpty)
    }

    @Test func `a score that is not a number makes the metric none`() {
        #expect(auroc(labels: [0, 1], scores: [.nan, 0.5]).isNaN)
        #expect(averagePrecision(labels: [0, 1], scores: [.nan, 0.5]).isNaN)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `AUROC turns around with scores or labels, and keeps under a rising map`(seed: UInt64) {
        var generator = TestGenerator(state: seed)
        let count = Int.random(in: 2...60, using: &generator)
        let labels = (0..<count).map { _ in Int.random(in: 0...1, using: &generator) }
        let scores = (0..<count).map { _ in Double(Int.random(in: 0...9, using: &generator)) / 8 }
        let area = auroc(labels: labels, scores: scores)
        #expect(isNear(auroc(labels: labels, scores: scores.map { -$0 }), 1 - area))
        #expect(isNear(auroc(labels: labels.map { 1 - $0 }, scores: scores), 1 - area))
        #expect(auroc(labels: labels, scores: scores.map { 3 * $0 * $0 * $0 - 7 }) == area)
    }

    @Test func `counting a sample twice is having it twice`() {
        let ranked = RankedScores(labels: [1, 0, 1, 0, 0], scores: [0.9, 0.9, 0.4, 0.6, 0.1])
        let repeated = RankedScores(labels: [1, 1, 0, 1, 1, 1, 0], scores: [0.9, 0.9, 0.9, 0.4, 0.4, 0.4, 0.1])
        #expect(ranked.auroc(counts: [2, 1, 3, 0, 1]) == repeated.auroc())
        #expect(ranked.averagePrecision(counts: [2, 1, 3, 0, 1]) == repeated.averagePrecision())
    }

    private func expect(
        _ curve: [CurvePoint], onlyFrom points: [[Double]], location: SourceLocation = #_sourceLocation
    ) {
        #expect(curve.count >= 2 && curve.count <= points.count, sourceLocation: location)
        for corner in curve {
            let isKnown = points.contains { isNear(corner.x, $0[0]) && isNear(corner.y, $0[1]) }
            #expect(isKnown, "\(corner)", sourceLocation: location)
        }
    }
}
