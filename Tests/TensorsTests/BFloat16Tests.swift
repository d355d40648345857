import Testing

@testable import Tensors

/// A bfloat16 number is the upper half of a Float32: sign, 8 bits of exponent, 7 of fraction.
@Suite struct BFloat16Tests {
    @Test(arguments: [
        ("exact", 0x3f80_0000, 0x3f80), ("minus zero", 0x8000_0000, 0x8000),
        ("below the middle, down", 0x3f80_7fff, 0x3f80), ("above the middle, up", 0x3f80_8001, 0x3f81),
        ("a tie to the even below", 0x3f80_8000, 0x3f80), ("a tie to the even above", 0x3f81_8000, 0x3f82),
        ("a negative tie", 0xbf81_8000, 0xbf82), ("up to the next exponent", 0x3fff_ffff, 0x4000),
        ("the biggest bfloat16", 0x7f7f_0000, 0x7f7f), ("just under half a step past it", 0x7f7f_7fff, 0x7f7f),
        ("half a step past it", 0x7f7f_8000, 0x7f80), ("the biggest Float32", 0x7f7f_ffff, 0x7f80),
        ("infinity", 0x7f80_0000, 0x7f80), ("minus infinity", 0xff80_0000, 0xff80),
        ("the smallest subnormal", 0x0000_0001, 0x0000), ("half of bfloat16's smallest", 0x0000_8000, 0x0000),
        ("a subnormal tie to the even above", 0x8001_8000, 0x8002), ("subnormal to normal", 0x007f_ffff, 0x0080),
    ])
    func `rounding to nearest, ties to even`(what: String, from: UInt32, to: UInt16) {
        #expect(rounded([Float(bitPattern: from)]) == [to], "\(what)")
    }

    @Test(arguments: [0x7fc0_0000, 0x7f80_0001, 0x7fff_ffff, 0xff80_0001, 0xffff_ffff] as [UInt32])
    func `a NaN stays one of the same sign`(bits: UInt32) {
        let half = rounded([Float(bitPattern: bits)])[0]
        #expect(Float(bitPattern: UInt32(half) << 16).isNaN)
        #expect(half >> 15 == UInt16(bits >> 31))
    }

    /// One in 6007 of all bit patterns, held against the definition: of the two neighbours the nearer, of equally near
    /// ones the even.
    @Test func `every kind of finite number rounds to its nearest neighbour`() {
        let numbers = stride(from: UInt32(0), through: 0xff7f_0000, by: 6007)
            .map(Float.init(bitPattern:)).filter { $0.isFinite && abs($0) < Float(bitPattern: 0x7f7f_0000) }
        let wrong = zip(numbers, rounded(numbers)).filter { number, half in
            let low = UInt16(number.bitPattern >> 16)
            let (below, above) = (value(low), value(low + 1))
            let (down, up) = (abs(Double(number) - below), abs(above - Double(number)))
            let expected = down < up || (down == up && low % 2 == 0) ? low : low + 1
            return half != expected
        }
        #expect(wrong.isEmpty)
    }

    @Test func `rows of any length, in windows, and nothing beside them`() {
        for columns in 1...17 {
            let matrix = sample(3, columns)
            let whole = BFloat16Matrix(rows: 5, columns: columns + 2, stride: columns + 5)
            let window = whole[rows: 1..<4][columns: 1..<columns + 1]
            for i in 0..<3 { window.round(matrix.row(i), toRow: i) }
            #expect(window.bits == rounded(matrix.values))
            let untouched = (0..<5).flatMap { i in
                (0..<columns + 2).filter { i == 0 || i == 4 || $0 == 0 || $0 == columns + 1 }.map { whole.row(i)[$0] }
            }
            #expect(untouched.allSatisfy { $0 == 0 })
        }
    }

    private func value(_ half: UInt16) -> Double { Double(Float(bitPattern: UInt32(half) << 16)) }

    /// The numbers' bits as a row of a matrix.
    private func rounded(_ numbers: [Float]) -> [UInt16] {
        let factor = Factor(Matrix(numbers, rows: 1, columns: numbers.count), .bf16)
        factor.round()
        return factor.rounded?.bits ?? []
    }
}
