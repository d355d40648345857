import Statistics
import Testing

/// How far classes lie apart, and how two scores go together.
@Suite struct EffectSizeTests {
    @Test func `Cohen's d is the difference in pooled deviations`() throws {
        // Means 4 and 2, variances 4 and 1, pooled 2.5; variance of d: 6/9 + d²/12.
        let found = try #require(StandardizedDifference([2, 4, 6], [1, 2, 3]))
        #expect(isNear(found.value, 2 / 2.5.squareRoot()))
        let variance = 6.0 / 9 + 1.6 / 12
        let reach = 1.959963984540054 * variance.squareRoot()
        #expect(isNear(found.interval.low, found.value - reach) && isNear(found.interval.high, found.value + reach))
        #expect(StandardizedDifference([1, 2, 3], [2, 4, 6])?.value == -found.value)
    }

    @Test func `too few values and constants have no d`() {
        #expect(StandardizedDifference([1], [1, 2]) == nil)
        #expect(StandardizedDifference([1, 1], [2, 2]) == nil)
        #expect(StandardizedDifference([0.1, 0.1, 0.1], [0.1, 0.1]) == nil)
    }

    @Test func `a correlation's interval is Fisher's`() throws {
        // scipy.stats.pearsonr([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 7, 5]).confidence_interval(0.95)
        let found = try #require(Correlation([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 7, 5]))
        #expect(isNear(found.value, 0.7917946548886294))
        #expect(isNear(found.interval.low, -0.05530515967334017) && isNear(found.interval.high, 0.9761145801153426))
    }

    @Test func `few samples have no interval to speak of, and constants no correlation`() {
        #expect(Correlation([1, 2, 3], [2, 1, 3])?.interval == Interval(low: -1, high: 1))
        #expect(Correlation([1, 2, 3], [4, 4, 4]) == nil)
        #expect(Correlation([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).map { $0.interval.low > 0.999 } == true)
    }

    @Test func `a class's summary is its mean and deviation`() {
        let summary = ClassSummary([1, 2, 3, 4])
        #expect(summary.count == 4 && summary.mean == 2.5)
        #expect(isNear(summary.deviation ?? 0, (5.0 / 3).squareRoot()))
        #expect(ClassSummary([]).mean == nil && ClassSummary([7]).deviation == nil)
    }
}
