import Files

@testable import HALT

/// SHA-256 over places as 32-bit little-endian integers, the goldens' convention.
func digest(_ places: [Int]) -> String {
    SHA256.hexDigest(of: places.flatMap { withUnsafeBytes(of: Int32($0).littleEndian, Array.init) })
}

/// The largest |a - b| - relative |b|: at most 0 plus the absolute tolerance when all agree.
func excess(_ a: [Float], _ b: [Float], relative: Float) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { worst, pair in
        let excess = abs(pair.0 - pair.1) - relative * abs(pair.1)
        return excess.isNaN ? .infinity : max(worst, excess)
    }
}

/// Numbers in [-1, 1) from a seed.
struct SampleNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(state >> 40) * 0x1p-23 - 1
    }

    mutating func responses(lengths: [Int], width: Int) -> [Response] {
        lengths.enumerated().map { place, length in
            let values = (0..<length * width).map { _ in next() * 2 }
            return Response(inputs: FeatureMatrix(values: values, tokens: length, width: width), label: place % 2)
        }
    }
}
