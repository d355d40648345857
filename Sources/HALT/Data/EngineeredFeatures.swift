import Glibc
import Tensors

extension FeatureMatrix {
    /// The five engineered features of each token (HALT, arXiv 2602.02888, section 3.2, equations 4 to 13), followed by
    /// its log-probabilities.
    package init(_ logProbs: LogProbMatrix) {
        let topK = logProbs.topK
        let width = topK + 5
        var scratch = [Float](repeating: 0, count: (topK + 7) / 8 * 8)
        var lastDecisionEntropy: Float = 0  // so the first difference is the first entropy itself
        let values = [Float](unsafeUninitializedCapacity: logProbs.tokens * width) { rows, count in
            logProbs.values.withUnsafeBufferPointer { source in
                scratch.withUnsafeMutableBufferPointer { scratch in
                    for t in 0..<logProbs.tokens {
                        let row = UnsafeMutableBufferPointer(rebasing: rows[t * width..<(t + 1) * width])
                        let token = UnsafeBufferPointer(rebasing: source[t * topK..<(t + 1) * topK])
                        let features = TokenFeatures(token, scratch: scratch)
                        row[0] = features.averageLogProb
                        row[1] = features.rankProxy
                        row[2] = features.overallEntropy
                        row[3] = features.alternativesEntropy
                        row[4] = features.decisionEntropy - lastDecisionEntropy  // eq. 13
                        lastDecisionEntropy = features.decisionEntropy
                        for k in 0..<topK { row[5 + k] = token[k] }
                    }
                }
            }
            count = logProbs.tokens * width
        }
        self.init(values: values, tokens: logProbs.tokens, width: width)
    }
}

/// The features that one token's log-probabilities give by themselves, in single precision.
private struct TokenFeatures {
    /// Eq. 5: the mean of the K log-probabilities.
    let averageLogProb: Float
    /// Eq. 6: 1 + how many alternatives are likelier than the chosen token.
    let rankProxy: Float
    /// Eq. 7: the entropy of the distribution over the K (eq. 4), in nats.
    let overallEntropy: Float
    /// Eq. 8 and 9: the entropy of the distribution over the alternatives alone, in nats.
    let alternativesEntropy: Float
    /// Eq. 10 to 12: the entropy of choosing between the chosen token and the best alternative, in nats.
    let decisionEntropy: Float

    private static let epsilon: Float = 1e-9

    /// - Parameter scratch: room for K numbers, rounded up to eight.
    @inline(__always)
    init(_ logProbs: UnsafeBufferPointer<Float>, scratch: UnsafeMutableBufferPointer<Float>) {
        let topK = logProbs.count
        let chosen = logProbs[0]
        var sum: Float = 0
        var rank: Float = 1
        var best = -Float.infinity
        for k in 1..<topK {
            sum += logProbs[k]
            rank += logProbs[k] > chosen ? 1 : 0
            best = logProbs[k] > best ? logProbs[k] : best
            scratch[k] = logProbs[k]
        }
        scratch[0] = chosen
        averageLogProb = (sum + chosen) / Float(topK)
        rankProxy = rank
        decisionEntropy = Self.decisionEntropy(chosen, best)

        let largest = max(best, chosen)
        let p = scratch.baseAddress!
        forEachLanes(scratch.count) { k, _ in exponential(Lanes(p + k) - largest).store(to: p + k, count: 8) }
        for k in topK..<scratch.count { p[k] = 0 }
        overallEntropy = Self.entropy(p, scratch.count)
        p[0] = 0  // what is left are the alternatives
        alternativesEntropy = Self.entropy(p, scratch.count)
    }

    /// Scales `p` to a distribution and gives its entropy, in nats; zeros add nothing.
    @inline(__always)
    private static func entropy(_ p: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
        var mass = Lanes(repeating: 0)
        forEachLanes(count) { k, _ in mass += Lanes(p + k) }
        let total = mass.sum() + epsilon
        var sum = Lanes(repeating: 0)
        forEachLanes(count) { k, _ in
            let share = Lanes(p + k) / total
            share.store(to: p + k, count: 8)
            sum += share * naturalLogarithm(share + epsilon)
        }
        return -sum.sum()
    }

    /// The original divides exponentials; their ratio is held off 0 and 1 by epsilon, which single precision rounds
    /// to 1, so a certain choice is given entropy 0 rather than 0 times infinity.
    @inline(__always)
    private static func decisionEntropy(_ chosen: Float, _ best: Float) -> Float {
        let odds = expf(chosen)
        let ratio = odds / (odds + expf(best) + epsilon)
        let c = min(max(ratio, epsilon), 1 - epsilon)
        let other = 1 - c
        return -(c * logf(c) + (other > 0 ? other * logf(other) : 0))
    }
}
