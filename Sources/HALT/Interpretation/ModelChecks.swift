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
        let comparisons = parameters.table.entries.map { entry in
            let sizes = gradients[entry].map(abs)
            let element = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
            return GradientComparison(
                parameter: entry.name, element: element, analytic: Double(gradients[entry][entry.offset + element]),
                numeric: slope(at: entry.offset + element, batch))
        }
        return GradientCheck(
            reachesInputs: reaches, withoutGradient: missing(gradients), comparisons: comparisons)
    }

    /// The loss's central difference by one weight.
    private func slope(at place: Int, _ batch: [Response], step: Float = 4e-3) -> Double {
        let kept = parameters
        defer { parameters = kept }
        let losses = [step, -step].map { move in
            var moved = kept
            moved.values[place] += move
            load(moved)
            return Loss.binaryCrossEntropy(logits: logits(of: batch.map(\.inputs)), labels: batch.map(\.label))
        }
        let width = Double(kept.values[place] + step) - Double(kept.values[place] - step)
        return (losses[0] - losses[1]) / width
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
