import Foundation
import HALT
import Testing

/// What PyTorch 2.15 and NumPy computed, read from the fixtures.
enum Goldens {
    static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: #require(url)))
    }
}

/// A tensor in full.
struct GoldenTensor: Decodable {
    let shape: [Int]
    let data: [Float]
}

/// A tensor by its first elements, its sum and its length.
struct GoldenSummary: Decodable {
    let shape: [Int]
    let first: [Float]
    let sum: Double
    let l2: Double
}

/// Names that hold dots and underscores, which the decoder's key strategy must not touch.
struct Named<Value: Decodable>: Decodable {
    let values: [String: Value]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        values = try container.decode([String: Value].self)
    }

    subscript(name: String) -> Value? { values[name] }
}

/// Four responses of 12, 7, 3 and 1 tokens through projection 8, hidden 6, 2 layers.
struct SmallGRU: Decodable {
    let lengths: [Int]
    let labels: [Int]
    let rawLogprobs: [[[Float]]]
    let features: [[[Float]]]
    let weights: Named<GoldenTensor>
    let evalLogits: [Float]
    let evalInputGradientOfLogitSum: [[[Float]]]
    let loss: Double
    let gradients: Named<GoldenTensor>
    let gradNorm: Double
    let clipTo: Double
    let afterOneAdamStep: Named<GoldenTensor>
    let afterTwoAdamSteps: Named<GoldenTensor>

    var configuration: Configuration {
        var configuration = Configuration()
        configuration.projectionSize = 8
        configuration.hiddenSize = 6
        configuration.layers = 2
        configuration.dropout = 0
        configuration.maximumGradientNorm = clipTo
        return configuration
    }

    var responses: [Response] {
        zip(features, zip(lengths, labels)).map { rows, rest in
            let values = rows.prefix(rest.0).flatMap { $0 }
            return Response(inputs: FeatureMatrix(values: values, tokens: rest.0, width: 25), label: rest.1)
        }
    }

    func parameters(_ tensors: Named<GoldenTensor>) throws -> ParameterSet {
        let table = ParameterTable(configuration)
        let values = try table.entries.flatMap { entry in
            let tensor = try #require(tensors[entry.name])
            #expect(tensor.shape == entry.shape)
            return tensor.data
        }
        return ParameterSet(table: table, values: values)
    }
}

/// The original's full model on its 4,000 responses.
struct Walkthrough: Decodable {
    struct Drawn: Decodable {
        let sha256RawF32Le: String
        let labelsFirst: [Int]
        let lengthsFirst: [Int]
        let sumLabels: Int
        let sumLengths: Int
    }
    struct Features: Decodable {
        let sample0Rows: [[Float]]
        let sample1Rows: [[Float]]
        let columnMean: [Double]
        let columnStd: [Double]
    }
    struct Part: Decodable {
        let n: Int
        let first: [Int]
        let sha256I32Le: String
    }
    struct Parts: Decodable { let train, val, test: Part }
    struct Scores: Decodable {
        let lengths: [Int]
        let labels: [Float]
        let logits: [Float]
    }
    struct Step: Decodable {
        let logitsFirst: [Float]
        let loss: Double
        let gradNorm: Double
        let gradL2AfterClip: Named<Double>
    }
    struct Epoch: Decodable {
        let trainLoss: Double
        let orderSha256I32Le: String
        let valLoss: Double
        let valMacroF1: Double
        let valAuroc: Double
        let valAccuracy: Double
    }
    struct Metrics: Decodable { let loss, macroF1, auroc, accuracy: Double }
    struct Demo: Decodable {
        let probHallucinated: Double
        let logit: Double
    }

    let dataset: Drawn
    let features: Features
    let split: Parts
    let `init`: Named<GoldenSummary>
    let paramCount: Int
    let initEval: Scores
    let step1: Step
    let stepsLossAndGradNorm: [[Double]]
    let epochs: [Epoch]
    let test: Metrics
    let demo: [Demo]
    let importanceEvalMode: Named<Double>
    let correlation: [Double]
    let trainedEval: Scores
}

/// Projection 32, hidden 32, 3 layers, dropout 0.4, on data with a quarter of the labels flipped.
struct MediumNoisy: Decodable {
    struct Epoch: Decodable {
        let trainLoss: Double
        let orderSha256I32Le: String
        let lrAfter: Double
        let valLoss: Double
        let valMacroF1: Double
        let valAuroc: Double
        let valAccuracy: Double
    }
    struct Scores: Decodable { let loss, macroF1, auroc, accuracy: Double }

    let stepsLossAndGradNorm: [[Double]]
    let epochs: [Epoch]
    let bestEpoch: Int
    let test: Scores

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.projectionSize = 32
        configuration.hiddenSize = 32
        configuration.layers = 3
        configuration.batchSize = 64
        configuration.epochs = 10
        configuration.learningRate = 0.003
        configuration.learningRatePatience = 1
        configuration.maximumGradientNorm = 0.5
        return configuration
    }

    static var dataset: Dataset {
        var recipe = SyntheticResponses()
        recipe.samples = 600
        recipe.labelNoise = 0.25
        return recipe.dataset()
    }
}
