// exp, ln and erf on eight lanes at once.
//
// Goals, in order: the error of a few units in the last place; no branch; no fused multiply-add, so that every x86-64
// machine computes the same bits.

/// e^x within 2 units in the last place for x in [-87, 88]; held at those ends outside.
@inlinable @inline(__always)
package func exponential(_ value: Lanes) -> Lanes {
    let low = Lanes(repeating: -87)
    let high = Lanes(repeating: 88)
    var x = value.replacing(with: low, where: value .< low)
    x.replace(with: high, where: x .> high)
    // 1.5 * 2^23 pushes the fraction out of a Float32: the rounded multiple of ln 2 is left in the low bits.
    let shifted = x * 1.442_695_04 + 12_582_912
    let n = shifted - 12_582_912
    let r = (x - n * 0.693_359_375) + n * 2.121_944_40e-4  // ln 2 in two parts (Cody and Waite)
    // Cephes expf: minimax polynomial on [-ln 2 / 2, ln 2 / 2].
    var p = r * 1.987_569_15e-4 + 1.398_199_95e-3
    p = p * r + 8.333_451_91e-3
    p = p * r + 4.166_579_59e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_12e-1
    let y = (p * (r * r) + r) + 1
    let bits = unsafeBitCast(shifted, to: SIMD8<Int32>.self)
    let scale = unsafeBitCast((bits &<< 23) &+ 0x3f80_0000, to: Lanes.self)
    return y * scale
}

/// ln x within 2 units in the last place for normal x above 0 (Cephes logf).
@inlinable @inline(__always)
package func naturalLogarithm(_ value: Lanes) -> Lanes {
    let bits = unsafeBitCast(value, to: SIMD8<Int32>.self)
    // value = m 2^e with m in [0.5, 1), then m - 1 where m is in [sqrt 0.5, sqrt 2).
    let half = unsafeBitCast((bits & 0x7f_ffff) | 0x3f00_0000, to: Lanes.self)
    let isLow = half .< Lanes(repeating: 0.707_106_78)
    let exponent = (bits &>> 23) &- 126
    // 1.5 * 2^23 + e as a Float32 has e in its low bits: a conversion that stays in lanes.
    let magic = SIMD8<Int32>(repeating: 0x4b40_0000)
    var e = unsafeBitCast(magic &+ exponent, to: Lanes.self) - 12_582_912
    e.replace(with: e - 1, where: isLow)
    let x = (half - 1).replacing(with: half + half - 1, where: isLow)
    let z = x * x
    var p = x * 7.037_683_629_2e-2 - 1.151_461_031_0e-1
    p = p * x + 1.167_699_874_0e-1
    p = p * x - 1.242_014_084_6e-1
    p = p * x + 1.424_932_278_7e-1
    p = p * x - 1.666_805_766_5e-1
    p = p * x + 2.000_071_476_5e-1
    p = p * x - 2.499_999_399_3e-1
    p = p * x + 3.333_333_117_4e-1
    let y = p * x * z - e * 2.121_944_40e-4 - z * 0.5
    return (x + y) + e * 0.693_359_375
}

/// erf x as a ratio of polynomials on [-4, 4], outside of which it is 1 to within Float32.
@inlinable @inline(__always)
package func errorFunction(_ value: Lanes) -> Lanes {
    let low = Lanes(repeating: -4)
    let high = Lanes(repeating: 4)
    var x = value.replacing(with: low, where: value .< low)
    x.replace(with: high, where: x .> high)
    let s = x * x
    var p = s * -2.726_142_258_013_06e-10 + 2.770_681_424_959_02e-08
    p = p * s - 2.101_024_020_825_08e-06
    p = p * s - 5.692_506_394_623_46e-05
    p = p * s - 7.349_906_303_268_55e-04
    p = p * s - 2.954_599_808_540_25e-03
    p = p * s - 1.609_603_332_624_15e-02
    var q = s * -1.456_607_184_649_96e-05 - 2.133_740_552_789_05e-04
    q = q * s - 1.682_826_974_382_03e-03
    q = q * s - 7.373_329_167_204_68e-03
    q = q * s - 1.426_473_905_141_89e-02
    return x * p / q
}
