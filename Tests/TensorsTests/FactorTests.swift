import Testing

@testable import Tensors

/// What products read of a matrix in each precision. On a processor that has no bfloat16, the tests of its products say
/// so and test that it is not called available.
@Suite struct FactorTests {
    /// Odd sizes, a single row, a single column, sums over one, and those of the model.
    static let shapes = [
        (1, 1, 1), (1, 5, 3), (7, 1, 9), (33, 65, 17), (2, 3, 255), (1, 768, 256), (61, 768, 256), (300, 31, 129),
    ]

    @Test(arguments: shapes, [false, true])
    func `a bfloat16 product is that of the rounded factors`(shape: (Int, Int, Int), adding: Bool) {
        guard hasBFloat16() else { return }
        let (m, n, k) = shape
        let (a, b) = (sample(m, k), sample(k, n))
        let (aT, bT) = (Matrix(rows: k, columns: m), Matrix(rows: n, columns: k))
        a.transposed(into: aT)
        b.transposed(into: bT)
        let start = sample(m, n)
        let sums = product(halves(a), halves(b), (m, n, k), onto: adding ? start : nil)
        for (left, right, transposed) in [(a, b, TransposedFactor.none), (aT, b, .left), (a, bT, .right)] {
            let c = Matrix(rows: m, columns: n, stride: n + 3)
            c.copy(from: start)
            multiply(factor(left), factor(right), into: c, transposing: transposed, adding: adding)
            #expect(difference(c.values, sums) <= 1e-5, "\(transposed)")
        }
    }

    @Test func `windows of factors take part as factors of their own`() {
        guard hasBFloat16() else { return }
        let whole = factor(sample(40, 70))
        let other = factor(sample(50, 60))
        for (rows, columns) in [(1..<4, 2..<7), (0..<40, 5..<38), (39..<40, 0..<33)] {
            let left = whole[rows: rows][columns: columns]
            let right = other[rows: 1..<1 + columns.count][columns: 3..<57]
            let c = Matrix(rows: 50, columns: 80)
            multiply(left, right, into: c[rows: 2..<2 + rows.count][columns: 7..<61])
            let shape = (rows.count, 54, columns.count)
            let expected = product(halves(left.matrix), halves(right.matrix), shape, onto: nil)
            #expect(difference(c[rows: 2..<2 + rows.count][columns: 7..<61].values, expected) <= 1e-5)
            #expect(c.values.reduce(0) { $0 + ($1 == 0 ? 0 : 1) } <= rows.count * 54)
        }
    }

    @Test func `the number of rows that a product had before changes nothing`() {
        guard hasBFloat16() else { return }
        let (a, b) = (factor(sample(200, 64)), factor(sample(64, 48)))
        let results = [200, 3, 200].map { rows in
            let c = Matrix(rows: rows, columns: 48)
            multiply(a[rows: 0..<rows], b, into: c)
            return c.values
        }
        #expect(results[0] == results[2])
        #expect(difference(results[1], Array(results[0].prefix(3 * 48))) <= 1e-6)
    }

    @Test func `two products at once have the bits of two in turn`() {
        guard hasBFloat16() else { return }
        let factors = (0..<4).map { factor(sample(90 + $0, 90 + $0)) }
        let results = [1, 2].map { threads in
            let (c, d) = (Matrix(rows: 90, columns: 91), Matrix(rows: 90, columns: 91))
            for _ in 0..<20 {
                WorkerPair(threads: threads).run(
                    { multiply(factors[0], factors[1][rows: 0..<90], into: c, adding: true) },
                    {
                        multiply(
                            factors[2][rows: 0..<90], factors[3][rows: 0..<92][columns: 0..<91], into: d, adding: true)
                    }
                )
            }
            return c.values + d.values
        }
        #expect(results[0] == results[1])
    }

    @Test func `a bfloat16 product over nothing is zero, or changes nothing`() {
        let nothing = (Factor(rows: 1, columns: 0, .bf16), Factor(rows: 0, columns: 2, .bf16))
        let c = Matrix([1, 2], rows: 1, columns: 2)
        multiply(nothing.0, nothing.1, into: c, adding: true)
        #expect(c.values == [1, 2])
        multiply(nothing.0, nothing.1, into: c)
        #expect(c.values == [0, 0])
    }

    @Test func `in single precision there is no copy, and the product is that of the matrices`() {
        let (a, b) = (Factor(sample(4, 9), .fp32), Factor(sample(9, 5), .fp32))
        #expect(a.rounded == nil && Factor(rows: 2, columns: 2, .fp32)[rows: 0..<1].rounded == nil)
        let (c, d) = (Matrix(rows: 4, columns: 5), Matrix(rows: 4, columns: 5))
        multiply(a, b, into: c)
        multiply(a.matrix, b.matrix, into: d)
        #expect(c.values == d.values)
    }

    @Test(arguments: Precision.allCases) func `a row set from another factor's is what products read of it`(
        precision: Precision
    ) {
        let source = Factor(sample(3, 5), precision)
        source.round()
        let target = Factor(rows: 2, columns: 5, precision)
        target.setRow(1, to: (source, 2))
        let zeros = [Float](repeating: 0, count: 5)
        let row = source.matrix[rows: 2..<3]
        #expect(read(target) == zeros + (precision == .fp32 ? row.values : halves(row).map(Float.init)))
        target.setRow(1, to: nil)
        #expect(read(target) == zeros + zeros)
    }

    @Test func `single precision is available everywhere`() {
        #expect(Precision.fp32.isAvailable)
        #expect(Precision.allCases.map(\.rawValue) == ["fp32", "bf16"])
    }

    /// Whether bfloat16 products can be tested here; says so where not.
    private func hasBFloat16() -> Bool {
        if Precision.bf16.isAvailable { return true }
        Issue.record("no bfloat16 on this processor: its products are not tested", severity: .warning)
        return false
    }

    private func factor(_ matrix: Matrix) -> Factor {
        let factor = Factor(matrix, .bf16)
        factor.round()
        return factor
    }

    /// The elements as products read them.
    private func read(_ factor: Factor) -> [Float] {
        factor.rounded.map { $0.bits.map { Float(bitPattern: UInt32($0) << 16) } } ?? factor.matrix.values
    }

    /// The elements rounded to bfloat16.
    private func halves(_ matrix: Matrix) -> [Double] {
        read(factor(matrix)).map(Double.init)
    }

    /// a b in double precision, [m, k] times [k, n], with what it is added to.
    private func product(_ a: [Double], _ b: [Double], _ shape: (Int, Int, Int), onto start: Matrix?) -> [Float] {
        let (m, n, k) = shape
        return (0..<m * n).map { place in
            let (i, j) = (place / n, place % n)
            let sum = (0..<k).reduce(0.0) { $0 + a[i * k + $1] * b[$1 * n + j] }
            return Float(sum + (start.map { Double($0[i, j]) } ?? 0))
        }
    }
}
