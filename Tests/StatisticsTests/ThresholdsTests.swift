import Statistics
import Testing

@Suite struct ThresholdsTests {
    @Test func `recall 0.9 with a risk of 0.05 takes 29 positives`() {
        #expect(samplesNeeded(share: 0.1, risk: 0.05) == 29)
        #expect(samplesNeeded(share: 0.05, risk: 0.05) == 59)
        #expect(samplesNeeded(share: 0.5, risk: 0.1) == 4)
        #expect(samplesNeeded(share: 0.9, risk: 0.2) == 1)
        #expect(orderStatisticRank(count: 28, share: 0.1, risk: 0.05) == nil)
        #expect(orderStatisticRank(count: 29, share: 0.1, risk: 0.05) == 1)
        // Wilks's numbers for 90 % of a population with 95 % confidence: 46, 61, 76 for the second, third and fourth.
        for (count, rank) in [(45, 1), (46, 2), (60, 2), (61, 3), (75, 3), (76, 4)] {
            #expect(orderStatisticRank(count: count, share: 0.1, risk: 0.05) == rank)
        }
    }

    @Test func `the threshold for recall is a low positive's score`() throws {
        let labels = (0..<140).map { $0 % 2 }
        // Positives score 0, 1, ... 69, negatives among them.
        let scores = (0..<140).map { Double($0 / 2) }
        let found = try guaranteedThreshold(labels: labels, scores: scores, target: .recall(atLeast: 0.9)).get()
        #expect(found.threshold == 2)  // The third of 70; the fourth takes 76.
        #expect(found.bound >= 0.9 && found.bound < 0.92)
        #expect(found.flags(2) && !found.flags(1.99))
        let turned = try guaranteedThreshold(
            labels: labels, scores: scores.map { -$0 }, direction: .lowerIsPositive, target: .recall(atLeast: 0.9)
        ).get()
        #expect(turned.threshold == -2 && turned.flags(-2) && !turned.flags(-1.99))
        #expect(turned.bound == found.bound)
    }

    @Test func `too few samples are told how many more`() {
        let labels = [1, 1, 0]
        expect(
            labels, .recall(atLeast: 0.9), missing: 27,
            """
            recall >= 0.9 with a risk of 0.05 takes at least 29 positives, and there are 2; \
            add 27 or allow a larger risk
            """)
        expect(
            labels, .precision(atLeast: 0.8), missing: 15,
            """
            precision >= 0.8 with a risk of 0.05 takes at least 17 positives, and there are 2; \
            add 15 or allow a larger risk
            """)
        expect(
            labels, .falsePositiveRate(atMost: 0.1), missing: 28,
            """
            false positive rate <= 0.1 with a risk of 0.05 takes at least 29 negatives, and there are 1; \
            add 28 or allow a larger risk
            """)
        expect(
            labels, .flagRate(atMost: 0.2), missing: 11,
            """
            flag rate <= 0.2 with a risk of 0.05 takes at least 14 samples, and there are 3; \
            add 11 or allow a larger risk
            """)
        expect(
            (0..<100).map { $0 % 2 }, .precision(atLeast: 0.8), missing: 0,
            """
            precision >= 0.8 with a risk of 0.05 is kept by no threshold; the best flags 17, of which 9 are \
            positive; ask for less, add samples or use another score
            """)
        expect(
            Array(repeating: 1, count: 17), .precision(atLeast: 0.8), missing: 0,
            """
            no threshold flags 17 of the 17 samples, as precision >= 0.8 needs, and leaves one; add samples, or use a \
            score with fewer ties
            """)
    }

    @Test(arguments: [(50, 50), (40, 17), (45, 1000), (37, 1), (500, 500)])
    func `a score without a fault has a precise threshold, however rare positives are`(
        positives: Int, negatives: Int
    ) throws {
        let labels = (0..<positives + negatives).map { $0 < negatives ? 0 : 1 }
        let scores = labels.indices.map(Double.init)
        let found = try guaranteedThreshold(labels: labels, scores: scores, target: .precision(atLeast: 0.9)).get()
        #expect(found.bound >= 0.9 && scores.count(where: found.flags) >= 36)
    }

    @Test func `negatives among the first flagged do not end the search for a precise threshold`() throws {
        // Two of the first 36 are negative, and then no more of 400.
        let labels = (0..<800).map { $0 >= 400 && ![780, 790].contains($0) ? 1 : 0 }
        let scores = labels.indices.map(Double.init)
        let found = try guaranteedThreshold(labels: labels, scores: scores, target: .precision(atLeast: 0.9)).get()
        #expect(scores.count(where: found.flags) > 300)
    }

    @Test func `what must not be flagged too often lies under the threshold`() throws {
        let labels = (0..<100).map { $0 < 60 ? 0 : 1 }
        let scores = (0..<100).map { Double($0 % 60) }
        let negatives = try guaranteedThreshold(labels: labels, scores: scores, target: .falsePositiveRate(atMost: 0.1))
            .get()
        // The second highest negative, 58 of 0 ... 59, must not be flagged.
        #expect(negatives.threshold == 59 && negatives.bound <= 0.1)
        let all = try guaranteedThreshold(labels: labels, scores: scores, target: .flagRate(atMost: 0.5)).get()
        let flagged = scores.count(where: all.flags)
        #expect(all.bound <= 0.5 && flagged == 40)
    }

    @Test func `tied scores fall on the side that keeps the target`() throws {
        // Each score four times, once positive.
        let labels = (0..<400).map { $0 % 4 == 0 ? 1 : 0 }
        let scores = (0..<400).map { Double($0 / 40) }
        let recall = try guaranteedThreshold(labels: labels, scores: scores, target: .recall(atLeast: 0.85)).get()
        #expect(recall.threshold == 0)  // The ninth of 100 positives is one of the ten lowest.
        let rate = try guaranteedThreshold(labels: labels, scores: scores, target: .falsePositiveRate(atMost: 0.15))
            .get()
        #expect(rate.threshold == 9)  // The tied 30 at 8 would be too many.
        let even = try guaranteedThreshold(
            labels: [Int](repeating: 0, count: 40), scores: [Double](repeating: 3, count: 40),
            target: .flagRate(atMost: 0.5)
        ).get()
        #expect(even.threshold == Double(3).nextUp)
    }

    @Test func `the grid goes from strict to loose and parts no ties`() {
        let grid = thresholdGrid([5, 4, 4, 4, 3, 2, 1], strictest: 2, count: 10)
        #expect(grid == [Double(3).nextUp, Double(2).nextUp, Double(1).nextUp])
        let turned = thresholdGrid([-5, -4, -4, -4, -3, -2, -1], direction: .lowerIsPositive, strictest: 2, count: 10)
        #expect(turned == grid.map { -$0 })
        #expect(thresholdGrid([1, 1, 1], strictest: 1) == [])
        #expect(thresholdGrid([1, 2], strictest: 2) == [])
        #expect(thresholdGrid((0..<200).map(Double.init), strictest: 20, count: 10).count == 10)
    }

    @Test func `a threshold's effects are counted`() {
        let point = OperatingPoint(labels: [1, 1, 0, 0, 0], scores: [3, 1, 2, 2, 0], threshold: 2)
        #expect(point.recall == Proportion(1, of: 2))
        #expect(point.precision == Proportion(1, of: 3))
        #expect(point.falsePositiveRate == Proportion(2, of: 3))
        #expect(point.flagRate == Proportion(3, of: 5))
        #expect(isNear(point.lift, 5.0 / 6))
        let turned = OperatingPoint(
            labels: [1, 1, 0, 0, 0], scores: [-3, -1, -2, -2, 0], direction: .lowerIsPositive, threshold: -2)
        #expect(turned == point)
    }

    private func expect(
        _ labels: [Int], _ target: ThresholdTarget, missing: Int, _ message: String,
        location: SourceLocation = #_sourceLocation
    ) {
        let result = guaranteedThreshold(labels: labels, scores: labels.indices.map(Double.init), target: target)
        guard case .failure(let refusal) = result else {
            Issue.record("\(target) got a threshold", sourceLocation: location)
            return
        }
        #expect(refusal.missing == missing && refusal.description == message, sourceLocation: location)
    }
}
