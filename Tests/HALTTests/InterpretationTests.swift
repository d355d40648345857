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
