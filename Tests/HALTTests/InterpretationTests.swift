import ReferenceRandom
import Tensors
import Testing

@testable import HALT

@Suite struct InterpretationTests {
    let model: Model
    let responses: [FeatureMatrix]

    init() throws {
        var configuration = Configuration()
        (configuration.projectionSize, configuration.hiddenSize, configuration.layers) = (12, 10, 2)
        var generator = TorchGenerator(seed: 21)
        model = try Model(configuration, generator: &generator, workers: WorkerPair())
        var recipe = SyntheticResponses()
        recipe.samples = 12
        let singleToken = FeatureMatrix(values: Array(repeating: -1, count: 25), tokens: 1, width: 25)
        responses = recipe.dataset().responses.map(\.inputs) + [singleToken]
    }

    @Test func `importance is shares of one, ranked`() {
        let importance = model.importance(on: responses)
        #expect(importance.names.count == 25)
        #expect(abs(importance.shares.reduce(0, +) - 1) <= 1e-6)
        #expect(importance.ranking.map(\.share) == importance.shares.sorted(by: >))
    }

    @Test func `a token's attribution is its row's gradient x input, and all tokens' are the importance`() {
        let attributions = model.tokenAttributions(of: responses)
        #expect(attributions.map(\.count) == responses.map(\.tokens))
        let gradients = model.inputGradients(of: responses)
        for (index, response) in responses.enumerated() {
            let t = response.tokens - 1
            let row = (0..<25).map { Double(abs(gradients[index][t, $0] * response[t, $0])) }
            #expect(abs(attributions[index][t] - row.reduce(0, +)) <= 1e-12)
        }
        let shares = model.importance(on: [responses[0]]).shares
        let gradient = gradients[0]
        let first = (0..<responses[0].tokens).map { abs(Double(gradient[$0, 0] * responses[0][$0, 0])) }.reduce(0, +)
        let total = attributions[0].reduce(0, +)
        #expect(total > 0)
        #expect(abs(first / total - shares[0]) <= 1e-6)  // importance adds 1e-9 to what it divides by
    }

    @Test func `a token's attribution is how much the logit moves with it, summed over features`() throws {
        let response = responses[0]
        let attributions = model.tokenAttributions(of: [response])[0]
        let attribution = try #require(attributions.max())
        let token = try #require(attributions.firstIndex(of: attribution))
        let moved = (0..<25).map { feature in
            let logits = [Float(0.99), 1.01].map { factor in
                var copy = response
                copy[token, feature] *= factor
                return Double(model.logits(of: [copy])[0])
            }
            return abs(logits[1] - logits[0]) / 0.02
        }
        // Single precision's differences over 0.02 have three digits.
        #expect(abs(attribution - moved.reduce(0, +)) <= 0.01 * attribution)
    }

    @Test func `correlations are of the five engineered features`() {
        let correlation = model.featureCorrelation(on: responses)
        #expect(correlation.names == ["avg_logp", "rank_proxy", "h_overall", "h_alts", "delta_h_dec"])
        #expect(correlation.coefficients.allSatisfy { abs($0) <= 1 })
    }

    @Test func `sensitivity is repeatable, grows with strength, and is nothing without`() {
        let strong = model.sensitivity(on: responses, strength: 0.5, seed: 4)
        #expect(strong == model.sensitivity(on: responses, strength: 0.5, seed: 4))
        let weak = model.sensitivity(on: responses, strength: 0.05, seed: 4)
        #expect(zip(strong.means, weak.means).allSatisfy { $0 > $1 })
        #expect(model.sensitivity(on: responses, strength: 0, seed: 4).means == [0, 0, 0, 0, 0])
    }

    @Test func `embeddings are what the classifier reads`() throws {
        let weights = try #require(model.parameters["classifier.weight"])
        let embeddings = model.embeddings(of: responses)
        #expect(embeddings.allSatisfy { $0.count == 20 })
        let logits = embeddings.map { zip($0, weights).reduce(Float(0)) { $0 + $1.0 * $1.1 } }  // the bias is 0
        #expect(excess(logits, model.logits(of: responses), relative: 0) <= 1e-6)
    }

    @Test func `the checks pass on a fresh model`() {
        let shapes = model.checkShapes(seed: 1)
        #expect(shapes.inputShape == [4, 80, 25])
        #expect(shapes.outputShape == [4])
        #expect(shapes.passes)
        let gradients = model.checkGradients(seed: 1)
        #expect(gradients.passes, "worst difference \(gradients.worstDifference)")
        #expect(gradients.comparisons.count == model.parameters.table.entries.count)
    }

    @Test func `a model without a path to its inputs fails its checks by name`() {
        let sound = model.parameters
        defer { model.parameters = sound }
        for place in sound.table["projection.fc2.weight"]!.range { model.parameters.values[place] = 0 }
        let gradients = model.checkGradients(seed: 1)
        #expect(!gradients.passes && !gradients.reachesInputs)
        #expect(gradients.withoutGradient.contains("projection.fc1.weight"))
    }
}
