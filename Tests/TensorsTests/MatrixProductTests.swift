import Testing

@testable import Tensors

@Suite struct MatrixProductTests {
    @Test func `two by three times three by two`() {
        let a = Matrix([1, 2, 3, 4, 5, 6], rows: 2, columns: 3)
        let b = Matrix([7, 8, 9, 10, 11, 12], rows: 3, columns: 2)
        let c = Matrix(rows: 2, columns: 2)
        multiply(a, b, into: c)
        #expect(c.values == [58, 64, 139, 154])
        multiply(a, b, into: c, adding: true)
        #expect(c.values == [116, 128, 278, 308])
    }

    @Test(arguments: [(1, 1, 1), (1, 5, 3), (7, 1, 9), (33, 65, 17), (4, 768, 256)])
    func `any factor may be transposed`(m: Int, n: Int, k: Int) {
        let a = sample(m, k)
        let b = sample(k, n)
        let aT = Matrix(rows: k, columns: m)
        let bT = Matrix(rows: n, columns: k)
        a.transposed(into: aT)
        b.transposed(into: bT)
        let expected = plainProduct(a, b)
        let c = Matrix(rows: m, columns: n, stride: n + 3)
        multiply(a, b, into: c)
        #expect(difference(c.values, expected) <= 1e-5)
        multiply(aT, b, into: c, transposing: .left)
        #expect(difference(c.values, expected) <= 1e-5)
        multiply(a, bT, into: c, transposing: .right)
        #expect(difference(c.values, expected) <= 1e-5)
    }

    @Test func `windows take part as matrices of their own`() {
        let whole = sample(6, 8)
        let a = whole[rows: 1..<4][columns: 2..<7]
        let b = sample(5, 2)
        let c = Matrix(rows: 3, columns: 2)
        multiply(a, b, into: c)
        #expect(difference(c.values, plainProduct(Matrix(a.values, rows: 3, columns: 5), b)) <= 1e-5)
    }

    @Test func `a product over nothing is zero, or changes nothing`() {
        let c = Matrix([1, 2], rows: 1, columns: 2)
        multiply(Matrix(rows: 1, columns: 0), Matrix(rows: 0, columns: 2), into: c, adding: true)
        #expect(c.values == [1, 2])
        multiply(Matrix(rows: 1, columns: 0), Matrix(rows: 0, columns: 2), into: c)
        #expect(c.values == [0, 0])
    }

    @Test func `column sums over more rows than a block`() {
        let a = sample(201, 5)
        let totals = Matrix([1, 1, 1, 1, 1], rows: 1, columns: 5)
        a.addColumnSums(to: totals, using: Matrix(rows: 1, columns: 5))
        let expected = (0..<5).map { j in 1 + (0..<201).reduce(Float(0)) { $0 + a[$1, j] } }
        #expect(difference(totals.values, expected) <= 1e-5)
    }
}

/// Numbers in [-1, 1) that repeat no pattern a product could hide behind.
func sample(_ rows: Int, _ columns: Int) -> Matrix {
    var state: UInt32 = UInt32(rows * 31 + columns)
    let values = (0..<rows * columns).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return Float(state >> 8) * 0x1p-23 - 1
    }
    return Matrix(values, rows: rows, columns: columns)
}

func plainProduct(_ a: Matrix, _ b: Matrix) -> [Float] {
    (0..<a.rows).flatMap { i in
        (0..<b.columns).map { j in
            Float((0..<a.columns).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) })
        }
    }
}

/// The largest difference, relative to 1 + size: single precision over at most a few hundred terms of size 1.
func difference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / (1 + abs($1.1))) }
}
