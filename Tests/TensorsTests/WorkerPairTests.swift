import Testing

@testable import Tensors

@Suite struct WorkerPairTests {
    @Test(arguments: [1, 2, 8]) func `both pieces are done when run returns`(threads: Int) {
        let workers = WorkerPair(threads: threads)
        let results = Matrix(rows: 2, columns: 1)
        for round in 1...100 {
            workers.run({ results[0, 0] += 1 }, { results[1, 0] += 2 })
            #expect(results.values == [Float(round), Float(2 * round)])
        }
    }

    @Test func `halves cover everything once`() {
        for count in 0...5 {
            let seen = Matrix(rows: max(count, 1), columns: 1)
            WorkerPair().halves(of: count) { range in for i in range { seen[i, 0] += 1 } }
            #expect(seen.values.reduce(0, +) == Float(count))
        }
    }
}
