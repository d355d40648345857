import Files
import ReferenceRandom
import Testing

@testable import HALT

@Suite struct DatasetTests {
    @Test func `the synthetic dataset is NumPy's bit for bit`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self).dataset
        var digest = SHA256()
        let drawn = SyntheticResponses().draw { ($0, $1) }
        for (logProbs, _) in drawn { logProbs.values.withUnsafeBytes { digest.update($0) } }
        #expect(SHA256.hex(digest.finalize()) == golden.sha256RawF32Le)
        #expect(drawn.prefix(20).map(\.1) == golden.labelsFirst)
        #expect(drawn.prefix(20).map(\.0.tokens) == golden.lengthsFirst)
        #expect(drawn.reduce(0) { $0 + $1.1 } == golden.sumLabels)
        #expect(drawn.reduce(0) { $0 + $1.0.tokens } == golden.sumLengths)
    }

    @Test func `features agree with PyTorch's to 1e-5`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self).features
        let responses = SyntheticResponses().dataset().responses
        for (response, rows) in zip(responses, [golden.sample0Rows, golden.sample1Rows]) {
            let values = Array(response.inputs.values.prefix(rows.count * 25))
            #expect(excess(values, rows.flatMap { $0 }, relative: 0) <= 1e-5)
        }
        let tokens = Double(responses.reduce(0) { $0 + $1.inputs.tokens })
        for j in 0..<5 {  // the rest are the log-probabilities, held bit for bit above
            let column = responses.flatMap { response in (0..<response.inputs.tokens).map { response.inputs[$0, j] } }
            let mean = column.reduce(0.0) { $0 + Double($1) } / tokens
            let squares = column.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            #expect(abs(mean - golden.columnMean[j]) <= 1e-5)
            #expect(abs((squares / tokens).squareRoot() - golden.columnStd[j]) <= 1e-4)  // biased or not
        }
    }

    /// The geometric distribution 2^-(i + 1) and the uniform one have entropies that can be written down.
    @Test func `features of distributions known by heart`() {
        let log2: Float = 0.693_147_18
        let geometric = (1...20).map { -Float($0) * log2 }
        let uniform = [Float](repeating: -2.995_732_3, count: 20)
        let features = FeatureMatrix(LogProbMatrix(values: geometric + uniform, tokens: 2, topK: 20))
        let first: [Float] = [-7.278_045, 1, 1.386_280, 1.386_267, 0.636_514]
        let second: [Float] = [-2.995_732, 1, 2.995_732, 2.944_439, 0.693_147 - 0.636_514]
        #expect(excess(Array(features.values[0..<5]), first, relative: 0) <= 2e-6)
        #expect(excess(Array(features.values[25..<30]), second, relative: 0) <= 2e-6)
        #expect(Array(features.values[5..<25]) == geometric)
    }

    @Test func `a chosen token far above all others has no decision entropy`() {
        let row: [Float] = [0, -100, -101]
        let features = FeatureMatrix(LogProbMatrix(values: row, tokens: 1, topK: 3))
        #expect(features.values.allSatisfy { $0.isFinite })
        #expect(abs(features[0, 4]) < 1e-6)
    }

    @Test func `an alternative as likely as the chosen token does not outrank it`() {
        let row: [Float] = [-1, -1, -0.5]
        #expect(FeatureMatrix(LogProbMatrix(values: row, tokens: 1, topK: 3))[0, 1] == 2)
    }

    @Test func `flipped labels leave the responses as they are`() {
        var recipe = SyntheticResponses()
        recipe.samples = 200
        let plain = recipe.dataset()
        recipe.labelNoise = 0.25
        let noisy = recipe.dataset()
        #expect(noisy.responses.map(\.inputs) == plain.responses.map(\.inputs))
        var generator = NumPyGenerator(seed: 1234)
        let expected = plain.responses.map { $0.label ^ (generator.random() < 0.25 ? 1 : 0) }
        #expect(noisy.responses.map(\.label) == expected)
    }

    @Test func `the split is PyTorch's`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self).split
        let split = Split(count: 4000, seed: 42)
        let parts = [(split.train, golden.train), (split.validation, golden.val), (split.test, golden.test)]
        for (part, expected) in parts {
            #expect(part.count == expected.n)
            #expect(Array(part.prefix(20)) == expected.first)
            #expect(digest(part) == expected.sha256I32Le)
        }
    }

    @Test func `a split leaves nothing out, whatever the count`() {
        for count in [0, 1, 7, 100] {
            let split = Split(count: count, train: 0.5, validation: 0.3, seed: 1)
            #expect((split.train + split.validation + split.test).sorted() == Array(0..<count))
        }
    }
}
