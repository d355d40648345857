import Glibc
import Testing

@testable import Tensors

/// Errors are counted in units of Float32's last place of the exact result.
@Suite struct ElementaryFunctionsTests {
    @Test func `exp holds to two units over its whole range`() {
        #expect(worst(from: -87, to: 88, exponential) { exp($0) } <= 2)
    }

    @Test func `exp outside its range is held at the ends`() {
        #expect(exponential(Lanes(repeating: -1000))[0] < 2e-38)
        #expect(exponential(Lanes(repeating: 1000))[0] == exponential(Lanes(repeating: 88))[0])
    }

    @Test func `ln holds to three units, and exactly at 1`() {
        #expect(worst(from: 1e-9, to: 4, naturalLogarithm) { log($0) } <= 3)
        #expect(worst(from: 1e-30, to: 1e-6, naturalLogarithm) { log($0) } <= 3)
        #expect(worst(from: 1, to: 1e30, naturalLogarithm) { log($0) } <= 3)
        #expect(naturalLogarithm(Lanes(repeating: 1)) == Lanes(repeating: 0))
    }

    @Test func `erf holds to eight units`() {
        #expect(worst(from: -6, to: 6, errorFunction) { erf($0) } <= 8)
    }

    @Test func `lanes past the end are neither read nor written`() {
        var values: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        values.withUnsafeMutableBufferPointer { buffer in
            let base = buffer.baseAddress!
            forEachLanes(10) { first, count in
                (Lanes(base + first, count: count) + 1).store(to: base + first, count: count)
            }
        }
        #expect(values == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11])
    }

    /// The largest error on 80,000 points.
    private func worst(
        from low: Float, to high: Float, _ function: (Lanes) -> Lanes, _ exact: (Double) -> Double
    ) -> Double {
        var worst = 0.0
        for step in 0..<10_000 {
            var x = Lanes(repeating: low)
            for k in 0..<8 { x[k] += (high - low) * Float(step * 8 + k) / 80_000 }
            let y = function(x)
            for k in 0..<8 {
                let truth = exact(Double(x[k]))
                let error = abs(Double(y[k]) - truth) / Double(Float(truth).ulp)
                worst = max(worst, error)
            }
        }
        return worst
    }
}
