import ReferenceRandom

/// What a pass of four made-up responses through the model shows: shapes, a loss, and gradients everywhere.
package struct ShapeCheck: Sendable, Equatable {
    /// [responses, longest, D], as the original pads them.
    package let inputShape: [Int]
    package let outputShape: [Int]
    package let loss: Double
    /// Parameters whose gradient is missing: all zero, or not finite.
    package let withoutGradient: [String]

    package var passes: Bool { loss.isFinite && withoutGradient.isEmpty && outputShape == [inputShape[0]] }
}

/// Gradients held against central differences of the loss.
package struct GradientCheck: Sendable, Equatable {
    /// Whether the loss has a finite gradient that is not zero by each response's input.
    package let reachesInputs: Bool
    /// Parameters whose gradient is missing: all zero, or not finite.
    package let withoutGradient: [String]
    package let comparisons: [GradientComparison]

    /// The largest relative difference.
    package var worstDifference: Double { comparisons.map(\.difference).max() ?? 0 }
    package static let tolerance = 0.05
    package var passes: Bool { reachesInputs && withoutGradient.isEmpty && worstDifference <= Self.tolerance }
}

/// One weight's gradient, computed both ways.
package struct GradientComparison: Sendable, Equatable {
    /// `gru.weight_hh_l0`.
    package let parameter: String
    /// The place in the parameter, row by row.
    package let element: Int
    package let analytic: Double
    package let numeric: Double

    /// Relative to the larger of both, and to 1e-3: a loss in single precision shows nothing smaller.
    package var difference: Double { abs(analytic - numeric) / max(abs(analytic), abs(numeric), 1e-3) }
}

extension Model {
    /// Four responses of 80, 65, 40 and 20 tokens of N(0, 1), labelled correct.
    package func checkShapes(seed: UInt64) -> ShapeCheck {
        let batch = madeUp(lengths: [80, 65, 40, 20], seed: seed)
        var dropout: TorchGenerator? = TorchGenerator(seed: seed)
        let result = lossAndGradients(of: batch, dropout: &dropout)
        return ShapeCheck(
            inputShape: [batch.count, 80, configuration.inputSize], outputShape: [result.logits.count],
            loss: result.loss, withoutGradient: missing(result.gradients))
    }

    /// Two responses of 5 and 3 tokens of N(0, 1), without dropout; compares each parameter's largest gradient.
    package func checkGradients(seed: UInt64) -> GradientCheck {
        let batch = madeUp(lengths: [5, 3], seed: seed)
        var none: TorchGenerator?
        let gradients = lossAndGradients(of: batch, dropout: &none).gradients
        let reaches = inputGradients(of: batch.map(\.inputs)).allSatisfy { gradient in
            gradient.values.allSatisfy(\.isFinite) && gradient.values.contains { $0 != 0 }
        }
        let slopes = LossSlopes(self, batch)
        let comparisons = parameters.table.entries.map { entry in
            let sizes = gradients[entry].map(abs)
            let element = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
            return GradientComparison(
                parameter: entry.name, element: element, analytic: Double(gradients[entry][entry.offset + element]),
                numeric: slopes.slope(at: entry.offset + element))
        }
        load(parameters)
        return GradientCheck(
            reachesInputs: reaches, withoutGradient: missing(gradients), comparisons: comparisons)
    }

    /// Responses of N(0, 1), labelled correct.
    private func madeUp(lengths: [Int], seed: UInt64) -> [Response] {
        var generator = TorchGenerator(seed: seed)
        let width = configuration.inputSize
        return lengths.map { length in
            let values = generator.normal(count: length * width)
            return Response(inputs: FeatureMatrix(values: values, tokens: length, width: width), label: 0)
        }
    }

    /// The parameters whose gradient is all zero or not finite.
    private func missing(_ gradients: ParameterSet) -> [String] {
        gradients.table.entries.filter { entry in
            let values = gradients[entry]
            return !values.allSatisfy(\.isFinite) || values.allSatisfy { $0 == 0 }
        }.map(\.name)
    }
}

/// Central differences of a batch's loss, the pooled time steps held: the loss jumps where others are chosen.
private struct LossSlopes {
    private let model: Model
    private let stretch: Stretch
    private let labels: [Int]

    /// - Parameter batch: longest response first.
    init(_ model: Model, _ batch: [Response]) {
        self.model = model
        labels = batch.map(\.label)
        var stretch = Stretch(batch.map(\.inputs))
        stretch.pooledRows = model.network.forward(stretch).pooledRows
        self.stretch = stretch
    }

    /// By the weight at `place`. Leaves moved weights in the network.
    func slope(at place: Int, step: Float = 4e-3) -> Double {
        let kept = model.parameters.values[place]
        let (above, below) = (kept + step, kept - step)
        return (loss(with: above, at: place) - loss(with: below, at: place)) / (Double(above) - Double(below))
    }

    private func loss(with value: Float, at place: Int) -> Double {
        var moved = model.parameters
        moved.values[place] = value
        model.load(moved)
        return Loss.binaryCrossEntropy(logits: model.network.forward(stretch).logits, labels: labels)
    }
}
