import Tensors
import Testing

@testable import HALT

@Suite struct PoolingTests {
    /// In single precision 100 x 0.15 lies above 15: the original pools 16 steps, and so do we.
    @Test(arguments: [(1, 1), (6, 1), (7, 2), (10, 2), (20, 3), (100, 16), (150, 23)])
    func `how many time steps are pooled`(length: Int, expected: Int) {
        #expect(TopQPooling.count(of: length, topQ: 0.15) == expected)
    }

    @Test func `the longest states of one response are pooled, the earlier of equals`() {
        // Two responses of 4 and 2 tokens: rows t0b0 t0b1 t1b0 t1b1 t2b0 t3b0.
        let states = Matrix([3, 4, 9, 9, 0, 1, 8, 8, 5, 0, 0, 5], rows: 6, columns: 2)
        let packing = Packing(lengths: [4, 2])
        #expect(TopQPooling.selectedRows(states, packing, response: 0, topQ: 0.5) == [0, 4])
        #expect(TopQPooling.selectedRows(states, packing, response: 1, topQ: 0.5) == [1])
        let pooled = Matrix(rows: 1, columns: 2)
        TopQPooling.forward(states, [0, 4], into: pooled.row(0))
        #expect(pooled.values == [4, 2])
    }
}

@Suite struct PackingTests {
    @Test func `rows run through the time steps, the longest response first`() {
        let packing = Packing(lengths: [3, 2, 2, 1])
        #expect(packing.running == [4, 3, 1])
        #expect(packing.offsets == [0, 4, 7, 8])
        #expect(packing.previous(of: 1, .forward) == (0, 3))
        #expect(packing.previous(of: 0, .forward).carried == 0)
        #expect(packing.previous(of: 0, .backward) == (1, 3))
        #expect(packing.previous(of: 2, .backward).carried == 0)
    }

    @Test func `equal lengths keep their order`() {
        #expect(Packing.order(of: [5, 7, 5, 9, 7]) == [3, 1, 4, 0, 2])
    }

    @Test func `stretches hold whole responses and no more tokens than allowed`() {
        #expect(Packing.stretches(of: [9, 4, 4, 3, 1], limit: 8) == [0..<1, 1..<3, 3..<5])
        #expect(Packing.stretches(of: [], limit: 8) == [])
    }
}
