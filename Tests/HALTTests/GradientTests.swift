import ReferenceRandom
import Tensors
import Testing

@testable import HALT

/// Gradients held against central differences of the loss along random directions, on shapes of every kind.
@Suite struct GradientTests {
    /// A shape of model and the lengths of its batch.
    struct Shape: CustomTestStringConvertible {
        var projection = 8, hidden = 6, layers = 2, topK = 4, dropout = 0.0
        let lengths: [Int]
        var testDescription: String { "\(projection)/\(hidden)x\(layers) K\(topK) dropout \(dropout) \(lengths)" }

        var configuration: Configuration {
            var configuration = Configuration()
            configuration.projectionSize = projection
            configuration.hiddenSize = hidden
            configuration.layers = layers
            configuration.topK = topK
            configuration.dropout = dropout
            configuration.topQ = 1  // every step is pooled: which are pooled would jump with the weights otherwise
            return configuration
        }
    }

    static let shapes = [
        Shape(lengths: [1]),
        Shape(lengths: [1, 1, 1]),
        Shape(layers: 1, lengths: [5, 2]),
        Shape(hidden: 1, layers: 1, topK: 2, lengths: [3, 1]),
        Shape(projection: 1, hidden: 8, layers: 3, lengths: [4, 4, 2, 1]),
        Shape(projection: 17, hidden: 9, layers: 2, topK: 7, lengths: [9, 3, 3, 1]),
        Shape(layers: 3, dropout: 0.5, lengths: [6, 5, 1]),
        Shape(hidden: 16, layers: 2, dropout: 0.3, lengths: [2, 8, 5, 8]),
    ]

    /// A slope along a unit direction of the loss: single precision leaves the difference of two losses 1e-5 of itself.
    @Test(arguments: shapes) func `gradients are the slopes of the loss`(shape: Shape) throws {
        var generator = TorchGenerator(seed: 5)
        let model = try Model(shape.configuration, generator: &generator, workers: WorkerPair())
        var numbers = SampleNumbers(seed: 9)
        let batch = numbers.responses(lengths: shape.lengths, width: shape.configuration.inputSize)
        let weights = model.parameters
        let gradients = loss(model, weights, batch).gradients
        for entry in weights.table.entries {
            var direction = entry.range.map { _ in numbers.next() }
            let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
            direction = direction.map { $0 / length }
            let expected = zip(gradients[entry], direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            let step: Float = 1e-2
            let losses = [step, -step].map { move in
                var moved = weights
                for (k, place) in entry.range.enumerated() { moved.values[place] += move * direction[k] }
                return loss(model, moved, batch).loss
            }
            let slope = (losses[0] - losses[1]) / Double(2 * step)
            #expect(abs(slope - expected) <= 2e-2 * abs(expected) + 2e-5, "\(entry.name): \(slope) and \(expected)")
        }
    }

    /// With all dropout draws the same, so that the loss is one function of the weights.
    private func loss(_ model: Model, _ weights: ParameterSet, _ batch: [Response]) -> LossAndGradients {
        var dropout: TorchGenerator? = TorchGenerator(seed: 11)
        model.parameters = weights
        return model.lossAndGradients(of: batch, dropout: &dropout)
    }

    @Test func `input gradients are the slopes of the logit`() throws {
        let shape = Shape(projection: 9, hidden: 7, layers: 2, topK: 5, lengths: [4])
        var generator = TorchGenerator(seed: 5)
        let model = try Model(shape.configuration, generator: &generator, workers: WorkerPair())
        var numbers = SampleNumbers(seed: 2)
        let input = numbers.responses(lengths: [4], width: 10)[0].inputs
        let gradient = model.inputGradients(of: [input])[0]
        for place in input.values.indices {
            let logits = [Float(1e-2), -1e-2].map { move in
                var moved = input
                moved.values[place] += move
                return model.logits(of: [moved])[0]
            }
            let slope = (logits[0] - logits[1]) / 2e-2
            #expect(abs(slope - gradient.values[place]) <= 2e-2 * abs(slope) + 3e-5)
        }
    }
}
