import Tensors
import Testing

@testable import Statistics

@Suite struct TSNETests {
    @Test func `it begins with the principal components and ends as well as scikit-learn`() throws {
        let reference = try fixture(Layout.self, from: "layout.json")
        var generator = TestGenerator(state: 1)
        let points = CentredPoints(reference.rows, count: reference.count)
        let start = principalComponents(points, distances: points.squaredDistances(WorkerPair()), using: &generator)
        for (point, expected) in zip(start, reference.start) {
            // Float32 rounding, at a scale of 1e-4.
            #expect(abs(point.x - expected[0]) < 1e-9)
            #expect(abs(point.y - expected[1]) < 1e-9)
        }
        let options = TSNEOptions(perplexity: 8)
        let embedding = try tsne(reference.rows, count: reference.count, options: options, using: &generator)
        // Another minimum, of the same depth or deeper: rounding alone decides between them.
        #expect(embedding.klDivergence < 1.1 * reference.klDivergence)
    }

    @Test func `wherever rounding leads, the layout is as good as scikit-learn's`() throws {
        let reference = try fixture(Layout.self, from: "layout.json")
        let divergences = try (0..<20).map { place in
            var rows = reference.rows
            rows[place] *= 1 + 1e-6
            var generator = TestGenerator(state: 1)
            return try tsne(rows, count: reference.count, options: TSNEOptions(perplexity: 8), using: &generator)
                .klDivergence
        }
        // scikit-learn's own, on rows changed in this way, are 0.342 to 0.371.
        #expect(divergences.allSatisfy { $0 < 0.4 })
        #expect(divergences.reduce(0, +) / 20 < 0.371)
    }

    @Test func `two clouds stay apart`() throws {
        let rows = clouds(of: 40, dimension: 10, apart: 6)
        var generator = TestGenerator(state: 1)
        let points = try tsne(rows, count: 80, options: TSNEOptions(perplexity: 10), using: &generator).points
        let centres = [points[..<40].reduce(.zero, +) / 40, points[40...].reduce(.zero, +) / 40]
        for (place, point) in points.enumerated() {
            let own = place < 40 ? 0 : 1
            #expect(squaredLength(point - centres[own]) < squaredLength(point - centres[1 - own]))
        }
    }

    @Test func `the same input gives the same bits`() throws {
        let rows = clouds(of: 15, dimension: 5, apart: 1)
        let embeddings = try (0..<2).map { _ in
            var generator = TestGenerator(state: 7)
            return try tsne(rows, count: 30, options: TSNEOptions(perplexity: 5), using: &generator)
        }
        #expect(embeddings[0] == embeddings[1])
    }

    // Odd counts have halves of different sizes.
    @Test(arguments: [2, 7, 30, 61])
    func `one thread and two give the same bits`(count: Int) throws {
        var generator = TestGenerator(state: 5)
        let rows = (0..<count * 9).map { _ in generator.normal() }
        let options = TSNEOptions(perplexity: Double(count) / 3 + 1)
        let embeddings = try [1, 2].map { threads in
            var generator = TestGenerator(state: 7)
            return try tsne(
                rows, count: count, options: options, workers: WorkerPair(threads: threads), using: &generator)
        }
        #expect(embeddings[0] == embeddings[1])
    }

    @Test(arguments: [1e-30, 1, 1e30 as Float])
    func `the scale of the input does not matter`(scale: Float) throws {
        var generator = TestGenerator(state: 7)
        let rows = clouds(of: 15, dimension: 5, apart: 3).map { $0 * scale }
        let embedding = try tsne(rows, count: 30, options: TSNEOptions(perplexity: 5), using: &generator)
        #expect(embedding.klDivergence > 0 && embedding.klDivergence < 1)
    }

    @Test func `each point's neighbourhood has the perplexity asked for`() {
        let points = CentredPoints(clouds(of: 20, dimension: 3, apart: 2), count: 40)
        let affinities = neighbourAffinities(points.squaredDistances(WorkerPair()), perplexity: 10, WorkerPair())
        let total = affinities.values.reduce(0) { $0 + Double($1) }
        #expect(abs(total - 1) < 1e-5)
        for point in 0..<40 { #expect(affinities[point, point] == 0) }
    }

    @Test(arguments: [2, 3, 5, 9, 17])
    func `few points get finite positions`(count: Int) throws {
        var generator = TestGenerator(state: 3)
        let rows = (0..<count * 4).map { _ in generator.normal() }
        let options = TSNEOptions(perplexity: Double(count) - 0.5)
        let embedding = try tsne(rows, count: count, options: options, using: &generator)
        #expect(embedding.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
        #expect(embedding.klDivergence.isFinite)
    }

    @Test func `equal points stay together`() throws {
        var generator = TestGenerator(state: 3)
        let equal = try tsne([Float](repeating: 3, count: 120), count: 40, using: &generator)
        #expect(equal.points.allSatisfy { $0 == .zero })
        #expect(abs(equal.klDivergence) < 1e-5)

        let halves = [Float](repeating: 0, count: 60) + [Float](repeating: 1, count: 60)
        let points = try tsne(halves, count: 120, options: TSNEOptions(perplexity: 10), using: &generator).points
        #expect(Set(points[..<60]).count == 1 && Set(points[60...]).count == 1)
        #expect(points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }

    @Test func `bad input is refused with what to do`() {
        expect(
            """
            t-SNE with perplexity 30.0 needs more than 30.0 points, and there are 2; \
            embed more points or lower the perplexity
            """
        ) { generator in
            try tsne([1, 2], count: 2, using: &generator)
        }
        expect("perplexity 0.5 is not a number of neighbours; use one of at least 1, such as 30") { generator in
            try tsne([1, 2], count: 2, options: TSNEOptions(perplexity: 0.5), using: &generator)
        }
        expect("0 iterations of t-SNE move nothing; use at least 1, such as 500") { generator in
            try tsne([1, 2], count: 2, options: TSNEOptions(perplexity: 1, iterations: 0), using: &generator)
        }
        expect("row 1 of the points, counted from 0, holds a value that is not finite; leave it out") { generator in
            try tsne([1, 2, 3, .nan], count: 2, options: TSNEOptions(perplexity: 1), using: &generator)
        }
    }

    private func expect(_ message: String, _ body: (inout TestGenerator) throws -> TSNEEmbedding) {
        var generator = TestGenerator(state: 1)
        let error = #expect(throws: TSNEError.self) { _ = try body(&generator) }
        #expect(error?.description == message)
    }

    /// Two clouds of normal points, `distance` apart in every coordinate.
    private func clouds(of count: Int, dimension: Int, apart distance: Float) -> [Float] {
        var generator = TestGenerator(state: 11)
        return (0..<2 * count * dimension).map { place in
            generator.normal() + (place < count * dimension ? 0 : distance)
        }
    }

    private func squaredLength(_ vector: SIMD2<Float>) -> Float {
        (vector * vector).sum()
    }
}

private struct Layout: Decodable {
    let count: Int
    let rows: [Float]
    let start: [[Float]]
    let klDivergence: Double
}
