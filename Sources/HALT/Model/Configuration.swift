/// The settings of the model and its training, named as everywhere else; the defaults are the paper's (appendix B) with
/// the walkthrough's five epochs.
package struct Configuration: Codable, Sendable, Equatable {
    /// K, the log-probabilities a token.
    package var topK = 20
    /// P, the width of the input projection.
    package var projectionSize = 128
    /// H, the width of a GRU direction's state.
    package var hiddenSize = 256
    /// L, the GRU's layers.
    package var layers = 5
    /// The share of values dropped between layers while training.
    package var dropout = 0.4
    /// q, the share of time steps that are pooled.
    package var topQ = 0.15
    package var batchSize = 512
    package var epochs = 5
    package var learningRate = 4.41e-4
    /// L2, as in `torch.optim.Adam`.
    package var weightDecay = 2.34e-6
    /// Epochs without a better macro-F1 that the learning rate survives.
    package var learningRatePatience = 3
    package var learningRateFactor = 0.5
    /// Epochs without a better macro-F1 that end the training.
    package var earlyStopPatience = 15
    package var maximumGradientNorm = 1.0
    package var seed: UInt64 = 42

    package init() {}

    /// D = 5 + K.
    package var inputSize: Int { topK + 5 }

    private enum CodingKeys: String, CodingKey {
        case topK = "top_k"
        case projectionSize = "projection_size"
        case hiddenSize = "hidden_size"
        case layers, dropout
        case topQ = "top_q"
        case batchSize = "batch_size"
        case epochs
        case learningRate = "learning_rate"
        case weightDecay = "weight_decay"
        case learningRatePatience = "lr_patience"
        case learningRateFactor = "lr_factor"
        case earlyStopPatience = "early_stop_patience"
        case maximumGradientNorm = "max_grad_norm"
        case seed
    }
}

/// A setting that no model or training can have.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The setting's name, `hidden_size`.
    package let setting: String
    /// What is wrong with its value, and what to give instead.
    package let problem: String

    package var description: String { "\(setting): \(problem)" }
}

extension Configuration {
    /// Throws the first setting that is out of its range.
    package func validate() throws(ConfigurationError) {
        try check("top_k", topK, topK >= 2 && topK <= 1000, "a whole number from 2 to 1000")
        try check("projection_size", projectionSize, (1...65_536).contains(projectionSize), "1 to 65536")
        try check("hidden_size", hiddenSize, (1...65_536).contains(hiddenSize), "1 to 65536")
        try check("layers", layers, (1...100).contains(layers), "1 to 100")
        try check("dropout", dropout, dropout >= 0 && dropout < 1, "a number from 0 up to, not including, 1")
        try check("top_q", topQ, topQ > 0 && topQ <= 1, "a number above 0, at most 1")
        try check("batch_size", batchSize, batchSize >= 1, "at least 1")
        try check("epochs", epochs, epochs >= 1, "at least 1")
        try check("learning_rate", learningRate, learningRate > 0 && learningRate.isFinite, "a number above 0")
        try check("weight_decay", weightDecay, weightDecay >= 0 && weightDecay.isFinite, "0 or more")
        try check("lr_patience", learningRatePatience, learningRatePatience >= 0, "0 or more")
        let factor = learningRateFactor
        try check("lr_factor", factor, factor > 0 && factor < 1, "a number between 0 and 1")
        try check("early_stop_patience", earlyStopPatience, earlyStopPatience >= 1, "at least 1")
        let norm = maximumGradientNorm
        try check("max_grad_norm", norm, norm > 0 && norm.isFinite, "a number above 0")
    }

    private func check(
        _ setting: String, _ value: some Any, _ isRight: Bool, _ range: String
    ) throws(ConfigurationError) {
        if !isRight { throw ConfigurationError(setting: setting, problem: "is \(value); give \(range)") }
    }
}
