import ReferenceRandom
import Statistics

/// How far the logit moves when one engineered feature is disturbed by noise of its own size.
package struct PerturbationSensitivity: Sendable, Equatable, Codable {
    /// The five engineered features.
    package let names: [String]
    /// The mean of |logit after - logit before| over the responses.
    package let means: [Double]
    /// Its deviation over the responses (of the population).
    package let deviations: [Double]
}

extension Model {
    /// Adds N(0, 1) x deviation x `strength` to one feature at a time, the deviation being that of the feature over the
    /// response's real tokens (unbiased; 0 for a single token). Without dropout.
    package func sensitivity(
        on responses: [FeatureMatrix], strength: Double = 0.5, seed: UInt64
    ) -> PerturbationSensitivity {
        var generator = TorchGenerator(seed: seed)
        let before = logits(of: responses)
        var means: [Double] = []
        var deviations: [Double] = []
        for feature in FeatureMatrix.engineeredNames.indices {
            let disturbed = responses.map { $0.disturbed(feature, strength: strength, &generator) }
            let moves = zip(logits(of: disturbed), before).map { Double(abs($0 - $1)) }
            means.append(mean(moves))
            deviations.append(standardDeviation(moves))
        }
        return PerturbationSensitivity(
            names: FeatureMatrix.engineeredNames, means: means, deviations: deviations)
    }
}

extension FeatureMatrix {
    /// The same with noise on one feature.
    fileprivate func disturbed(_ feature: Int, strength: Double, _ generator: inout TorchGenerator) -> FeatureMatrix {
        let column = (0..<tokens).map { Double(self[$0, feature]) }
        let deviation = tokens > 1 ? standardDeviation(column, freedomLost: 1) : 0
        let noise = generator.normal(count: tokens)
        var result = self
        for t in 0..<tokens { result[t, feature] += noise[t] * Float((deviation + 1e-8) * strength) }
        return result
    }
}
