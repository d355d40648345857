import Files
package import ReferenceRandom
package import Tensors

/// What a training run begins with, in digests: two runs of one identity take the same steps.
///
/// How many epochs are asked for is no part of it, so a longer run goes on where a shorter one ended.
package struct TrainingIdentity: Sendable, Equatable, Codable {
    /// Every setting but the number of epochs, and what products read.
    package let settings: String
    /// The first weights, and where the generator stands.
    package let start: String
    package let training: String
    package let validation: String

    /// - Parameter generator: PyTorch's global generator before the first order is drawn.
    package init(
        _ configuration: Configuration, parameters: ParameterSet, generator: TorchGenerator, precision: Precision,
        training: [Response], validation: [Response]
    ) {
        var settings = configuration
        settings.epochs = 1
        self.settings = SHA256.hexDigest(of: stableJSON(settings) + precision.rawValue)
        var start = SHA256()
        parameters.values.withUnsafeBytes { start.update($0) }
        start.update(Array(stableJSON(generator).utf8))
        self.start = SHA256.hex(start.finalize())
        self.training = Self.digest(of: training)
        self.validation = Self.digest(of: validation)
    }

    /// One digest of all, to name files by.
    package var key: String { SHA256.hexDigest(of: [settings, start, training, validation].joined()) }

    /// In what two runs differ, in words that follow "another run: ", or nil where they are the same.
    package func difference(from other: TrainingIdentity) -> String? {
        if settings != other.settings { return "its settings are others" }
        if training != other.training { return "its training responses are others" }
        if validation != other.validation { return "its validation responses are others" }
        return start == other.start ? nil : "its first weights or its seed are others"
    }

    private static func digest(of responses: [Response]) -> String {
        var digest = SHA256()
        for response in responses {
            let shape = [response.label, response.inputs.tokens, response.inputs.width].map(Int64.init)
            shape.withUnsafeBytes { digest.update($0) }
            response.inputs.values.withUnsafeBytes { digest.update($0) }
        }
        return SHA256.hex(digest.finalize())
    }
}
