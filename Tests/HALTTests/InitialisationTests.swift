import ReferenceRandom
import Testing

@testable import HALT

@Suite struct InitialisationTests {
    @Test func `the full model's first weights are PyTorch's to 1e-5`() throws {
        let golden = try Goldens.read("walkthrough", as: Walkthrough.self)
        var generator = TorchGenerator(seed: 42)
        let parameters = ParameterSet(initialising: Configuration(), from: &generator)
        #expect(parameters.values.count == golden.paramCount)
        #expect(parameters.table.entries.count == golden.`init`.values.count)
        for entry in parameters.table.entries {
            let expected = try #require(golden.`init`[entry.name])
            let values = Array(parameters[entry])
            #expect(entry.shape == expected.shape)
            #expect(excess(Array(values.prefix(expected.first.count)), expected.first, relative: 0) <= 1e-5)
            #expect(abs(values.reduce(0.0) { $0 + Double($1) } - expected.sum) <= 1e-3)  // a sum of up to 400,000
            let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
            #expect(abs(squares.squareRoot() - expected.l2) <= 1e-5 * max(1, expected.l2))
        }
    }

    @Test func `the small model's first weights are PyTorch's, element by element`() throws {
        let golden = try Goldens.read("small-gru", as: SmallGRU.self)
        var generator = TorchGenerator(seed: 7)
        let drawn = ParameterSet(initialising: golden.configuration, from: &generator)
        #expect(excess(drawn.values, try golden.parameters(golden.weights).values, relative: 0) <= 1e-6)
    }

    @Test func `recurrent weights have orthonormal columns`() throws {
        var configuration = Configuration()
        configuration.hiddenSize = 5
        configuration.layers = 1
        var generator = TorchGenerator(seed: 3)
        let parameters = ParameterSet(initialising: configuration, from: &generator)
        let weights = try #require(parameters["gru.weight_hh_l0"])
        for a in 0..<5 {
            for b in 0..<5 {
                let product = (0..<15).reduce(Float(0)) { $0 + weights[$1 * 5 + a] * weights[$1 * 5 + b] }
                #expect(abs(product - (a == b ? 1 : 0)) <= 1e-6)
            }
        }
    }
}
