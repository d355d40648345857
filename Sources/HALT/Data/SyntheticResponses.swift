package import ReferenceRandom
package import Tensors

/// The recipe of the original's synthetic dataset: hallucinated responses have flat rows, correct ones peaked rows.
///
/// Draws follow NumPy's `default_rng(seed)` one for one; per response: its label, its length, then its tokens.
package struct SyntheticResponses: Sendable, Equatable, Codable {
    package var samples = 4000
    package var minimumLength = 10
    package var maximumLength = 150
    package var hallucinationRate = 0.5
    package var seed: UInt64 = 42
    /// The share of labels that are flipped after the response is drawn.
    package var labelNoise = 0.0
    /// The flips have a generator of their own, so that the responses stay what they are.
    package var labelNoiseSeed: UInt64 = 1234
    package var topK = 20

    package init() {}

    /// Draws the whole dataset, then makes the features of a half on each worker.
    package func dataset(_ workers: WorkerPair = WorkerPair()) -> Dataset {
        let responses = workers.responses(of: draw { ($0, $1) }) { logProbs, label in
            Response(inputs: FeatureMatrix(logProbs), label: label)
        }
        return Dataset(responses: responses)
    }

    /// Draws each response's log-probabilities and label and keeps what `make` makes of them.
    package func draw<Made>(_ make: (LogProbMatrix, Int) -> Made) -> [Made] {
        var generator = NumPyGenerator(seed: seed)
        var noise = NumPyGenerator(seed: labelNoiseSeed)
        return (0..<samples).map { _ in
            var label = generator.random() < hallucinationRate ? 1 : 0
            let tokens = generator.integers(minimumLength, maximumLength + 1)
            let isHallucinated = label == 1
            let logProbs = Self.logProbs(tokens: tokens, topK: topK, isHallucinated: isHallucinated, &generator)
            if labelNoise > 0, noise.random() < labelNoise { label = 1 - label }
            return make(logProbs, label)
        }
    }

    /// One response's log-probabilities: a base and a gap a token, K - 1 alternatives a gap apart, noise of half a nat.
    ///
    /// Sums are in double precision, stored as single.
    package static func logProbs(
        tokens: Int, topK: Int, isHallucinated: Bool, _ generator: inout NumPyGenerator
    ) -> LogProbMatrix {
        let base = isHallucinated ? (-4.0, -0.3) : (-1.5, -0.1)
        let gap = isHallucinated ? (0.05, 0.3) : (0.5, 2.0)
        let values = [Float](unsafeUninitializedCapacity: tokens * topK) { values, count in
            var place = 0
            for _ in 0..<tokens {
                let base = generator.uniform(base.0, base.1)
                let gap = generator.uniform(gap.0, gap.1)
                values[place] = Float(base)
                for k in 1..<topK {
                    values[place + k] = Float(base - gap * Double(k) + generator.uniform(-0.5, 0.5))
                }
                place += topK
            }
            count = place
        }
        return LogProbMatrix(values: values, tokens: tokens, topK: topK)
    }
}
