import Statistics
import Testing

@Suite struct RiskTests {
    @Test func `setting the riskiest aside first leaves the risk of what is kept`() {
        let curve = RiskCoverage(errors: [1, 0, 1, 0], scores: [0.9, 0.1, 0.3, 0.5])
        #expect(curve.points.map(\.coverage) == [0.25, 0.5, 0.75, 1])
        #expect(curve.points.map(\.risk) == [0, 0.5, 1.0 / 3, 0.5])
        #expect(isNear(curve.area, (0.5 + 1.0 / 3 + 0.5) / 4))
        // The best order: right, right, wrong, wrong.
        #expect(isNear(curve.excessArea, curve.area - (1.0 / 3 + 0.5) / 4))
    }

    @Test func `equal scores stand for the mean of their orders`() {
        let tied = RiskCoverage(errors: [1, 0, 0, 1, 0], scores: [2, 2, 2, 1, 3])
        let orders = [[0, 1, 2], [1, 0, 2], [1, 2, 0]].map { order in
            var scores = [2.0, 2, 2, 1, 3]
            for (place, sample) in order.enumerated() { scores[sample] += 0.1 * Double(place) }
            return RiskCoverage(errors: [1, 0, 0, 1, 0], scores: scores)
        }
        for place in 0..<5 {
            #expect(isNear(tied.points[place].risk, mean(orders.map { $0.points[place].risk })))
        }
        let constant = RiskCoverage(errors: [1, 0, 0, 0], scores: [1, 1, 1, 1])
        #expect(constant.points.allSatisfy { $0.risk == 0.25 } && constant.rejectionRatio == 0)
    }

    @Test func `the best order leaves nothing over, and rejects all there is`() {
        let best = RiskCoverage(errors: [0, 1, 0, 1], scores: [1, 3, 2, 4])
        #expect(best.excessArea == 0 && best.rejectionRatio == 1)
        #expect(RiskCoverage(errors: [0, 0], scores: [1, 2]).area == 0)
        #expect(RiskCoverage(errors: [1, 1], scores: [1, 2]).rejectionRatio.isNaN)
    }

    @Test func `a Brier score is the sum of its parts`() throws {
        for reference in try fixture(Metrics.self, from: "metrics.json").binary {
            let parts = BrierParts(labels: reference.labels, probabilities: reference.scores)
            #expect(isNear(parts.brierScore, reference.brierScore))
            #expect(
                isNear(parts.reliability - parts.resolution + parts.uncertainty + parts.remainder, parts.brierScore))
            // A bin for each probability leaves nothing over.
            let fine = BrierParts(
                labels: reference.labels, probabilities: reference.scores, bins: reference.labels.count)
            #expect(abs(fine.remainder) < 1e-12)
        }
    }

    @Test func `a Brier score's parts are those of the bins`() {
        // Four at 0.25, one of them positive; four at 0.5, all of them positive.
        let parts = BrierParts(
            labels: [1, 0, 0, 0, 1, 1, 1, 1],
            probabilities: [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5], bins: 2)
        #expect(parts.reliability == 0.125 && parts.uncertainty == 0.625 * 0.375)
        #expect(parts.resolution == 0.375 * 0.375)
    }

    @Test func `constant detectors reach what their formulas say`() {
        let labels = [1, 0, 0, 1, 0, 0, 0, 0, 1, 0]
        let baselines = ConstantBaselines(labels: labels)
        #expect(baselines.baseRate == 0.3)
        #expect(isNear(baselines.alwaysFlagMacroF1, macroF1(labels: labels, predictions: labels.map { _ in 1 })))
        #expect(isNear(baselines.neverFlagMacroF1, macroF1(labels: labels, predictions: labels.map { _ in 0 })))
        // A coin that falls evenly among positives and negatives.
        let doubled = labels + labels
        let coin = labels.map { _ in 1 } + labels.map { _ in 0 }
        #expect(isNear(baselines.coinMacroF1, macroF1(labels: doubled, predictions: coin)))
        #expect(baselines.bestMacroF1 == baselines.coinMacroF1)
        #expect(ConstantBaselines(baseRate: 0.01).bestMacroF1 == 0.99 / 1.99)
    }

    @Test func `a score that tells nothing has the base rate for its average precision`() {
        let precision = AveragePrecision(labels: [1, 0, 0, 0], scores: [2, 2, 2, 2])
        #expect(precision.value == 0.25 && precision.baseRate == 0.25)
    }
}
