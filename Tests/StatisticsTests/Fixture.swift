import Foundation
import Testing

/// What `Scripts/make-statistics-fixtures.py` wrote to one file.
func fixture<Value: Decodable>(_ type: Value.Type, from file: String) throws -> Value {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder.appending(path: file)))
}

struct Metrics: Decodable {
    let binary: [Binary]
    let several: [Several]

    struct Binary: Decodable {
        let labels: [Int]
        let scores: [Double]
        let accuracy, macroF1, auroc, averagePrecision, brierScore, logLoss: Double
        let pearson, deviation, sampleDeviation: Double
        let quantiles: [Double]
        let roc, precisionRecall: [[Double]]
        let bins: [[Double]]?

        var called: [Int] { scores.map { $0 >= 0.5 ? 1 : 0 } }
    }

    struct Several: Decodable {
        let labels, predictions, classes, support: [Int]
        let counts: [[Int]]
        let precision, recall, f1: [Double]
        let macroF1: Double
    }
}

/// SplitMix64: a few good bits for tests.
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    mutating func normal() -> Float {
        let sum = (0..<12).reduce(0 as Float) { sum, _ in sum + Float.random(in: 0..<1, using: &self) }
        return sum - 6
    }
}

/// Agreement to 1e-9: sums in double, in another order than the reference's.
func isNear(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * max(1, abs(expected))
}
