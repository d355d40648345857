import Glibc
import ReferenceRandom
package import Tensors

/// The recipe of a dataset of valid distributions, as hard as one likes, for which the best possible score is known.
///
/// At each token the language model is calm or uncertain, by a Markov chain. The state decides how sharp the token's
/// distribution is, which is Zipf's over a whole vocabulary; the chosen token is drawn from it. So a row's probabilities
/// sum to at most 1 and its alternatives are sorted. Hallucinated responses differ in the chain, correct ones have
/// uncertain tokens, too.
///
/// Draws are NumPy's `default_rng(seed)`; per response: its group, its label, its length, the states of all tokens, then
/// for each token its sharpness and its choice.
package struct SimulatedResponses: Sendable, Equatable, Codable {
    package var samples = 2000
    package var minimumLength = 20
    package var maximumLength = 100
    package var hallucinationRate = 0.5
    /// How far the classes are apart, 0...1: at 0 they have the same chain.
    package var separability = 0.5
    /// How much of the separability lies in time, 0...1, instead of in the share of uncertain tokens.
    package var drift = 0.0
    /// -1...1; over 0 hallucinated responses are the longer ones: length alone has the AUROC 1 / (1 + e^(-2 effect)).
    package var lengthEffect = 0.0
    package var groups = 1
    /// -1...1; over 0 the groups with more hallucinated responses are the more uncertain ones, under 0 the calmer ones.
    package var groupEffect = 1.0
    /// Whether hallucinated and correct responses change places in the last group.
    package var flipsLastGroup = false
    /// Whether the likeliest token is chosen instead of one that is drawn.
    package var isGreedy = false
    package var seed: UInt64 = 42
    package var topK = 20

    package init() {}

    /// Draws the whole dataset, then makes the rows and features of a half on each worker.
    package func dataset(_ workers: WorkerPair = WorkerPair()) -> Dataset {
        dataset(of: draw(), workers)
    }

    /// The dataset of responses that were drawn before, each with its group and an item of its own.
    package func dataset(of drawn: [SimulatedResponse], _ workers: WorkerPair = WorkerPair()) -> Dataset {
        let (isGreedy, topK) = (isGreedy, topK)
        let responses = workers.responses(of: drawn) { response in
            Response(
                inputs: FeatureMatrix(response.logProbs(isGreedy: isGreedy, topK: topK)), label: response.label)
        }
        let metadata = drawn.enumerated().map { place, response in
            ResponseSource(
                id: "simulated \(place + 1)", group: "group \(response.group + 1)", item: "item \(place + 1)")
        }
        return Dataset(responses: responses, metadata: metadata)
    }

    /// Draws what decides each response.
    package func draw() -> [SimulatedResponse] {
        var generator = NumPyGenerator(seed: seed)
        return (0..<samples).map { _ in
            let group = generator.integers(0, groups)
            let label = generator.random() < rate(ofGroup: group) ? 1 : 0
            let tokens = lengths(ofLabel: label).tokens(generator.random())
            let states = chain(ofLabel: label, inGroup: group).states(tokens: tokens, &generator)
            let drawn = states.map { isUncertain in
                SimulatedToken(
                    sharpness: TokenSharpness(isUncertain: isUncertain, &generator), choice: generator.random())
            }
            return SimulatedResponse(label: label, group: group, tokens: drawn)
        }
    }

    // MARK: What classes and groups differ in

    /// The share of uncertain tokens where nothing moves it.
    private static let share = 0.3

    /// The chance of a group's responses to be hallucinated.
    func rate(ofGroup group: Int) -> Double {
        let odds = hallucinationRate / (1 - hallucinationRate)
        return 1 - 1 / (1 + odds * exp(1.4 * abs(groupEffect) * standing(ofGroup: group)))
    }

    func lengths(ofLabel label: Int) -> ResponseLengths {
        ResponseLengths(
            minimum: minimumLength, maximum: maximumLength, shape: exp(label == 1 ? lengthEffect : -lengthEffect))
    }

    func chain(ofLabel label: Int, inGroup group: Int) -> UncertaintyChain {
        let isFlipped = flipsLastGroup && group == groups - 1
        let effect = (label == 1) != isFlipped ? separability : -separability
        let share = Self.share * exp(0.5 * groupEffect * standing(ofGroup: group))
        let middle = share * (1 + 0.5 * (1 - drift) * effect)
        let rise = share / 3 * drift * effect
        return UncertaintyChain(
            firstShare: middle - rise, lastShare: middle + rise, persistence: 0.5 + 0.25 * drift * effect)
    }

    /// A group's place between -1 and 1; 0 where there is no other.
    private func standing(ofGroup group: Int) -> Double {
        groups > 1 ? 2 * Double(group) / Double(groups - 1) - 1 : 0
    }
}

/// What decides one simulated response.
package struct SimulatedResponse: Sendable, Equatable {
    /// 1 is hallucinated, 0 is correct.
    package let label: Int
    /// From 0.
    package let group: Int
    let tokens: [SimulatedToken]

    /// [T, K].
    func logProbs(isGreedy: Bool, topK: Int) -> LogProbMatrix {
        let values = tokens.flatMap { token in
            let distribution = ZipfDistribution(exponent: token.sharpness.exponent)
            return distribution.row(chosen: isGreedy ? 0 : distribution.rank(choosing: token.choice), topK: topK)
        }
        return LogProbMatrix(values: values, tokens: tokens.count, topK: topK)
    }
}

struct SimulatedToken: Sendable, Equatable {
    let sharpness: TokenSharpness
    /// Uniform in 0..<1.
    let choice: Double
}
