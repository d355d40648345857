import Glibc

extension FeatureMatrix {
    /// The five engineered features of each token (HALT, arXiv 2602.02888, section 3.2, equations 4 to 13), followed by
    /// its log-probabilities.
    package init(_ logProbs: LogProbMatrix) {
        let topK = logProbs.topK
        let width = topK + 5
        var scratch = [Float](repeating: 0, count: topK)
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

/// The features that one token's log-probabilities give by themselves. Sums run in order, in single precision.
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

    /// - Parameter scratch: room for K numbers.
    @inline(__always)
    init(_ logProbs: UnsafeBufferPointer<Float>, scratch p: UnsafeMutableBufferPointer<Float>) {
        let epsilon = Self.epsilon
        let topK = logProbs.count
        let chosen = logProbs[0]
        var sum: Float = 0
        var rank: Float = 1
        var best = -Float.infinity
        for k in 0..<topK { sum += logProbs[k] }
        for k in 1..<topK {
            if logProbs[k] > chosen { rank += 1 }
            best = max(best, logProbs[k])
        }
        averageLogProb = sum / Float(topK)
        rankProxy = rank

        let largest = max(best, chosen)
        var mass: Float = 0
        for k in 0..<topK {
            p[k] = expf(logProbs[k] - largest)
            mass += p[k]
        }
        var alternatives: Float = 0
        for k in 0..<topK {
            p[k] /= mass + epsilon
            if k > 0 { alternatives += p[k] }
        }
        var overall: Float = 0
        var others: Float = 0
        for k in 0..<topK {
            overall += p[k] * logf(p[k] + epsilon)
            if k > 0 {
                let share = p[k] / (alternatives + epsilon)
                others += share * logf(share + epsilon)
            }
        }
        overallEntropy = -overall
        alternativesEntropy = -others

        // The original divides exponentials, which is the same number but 0 / 0 where both are tiny.
        let odds = expf(chosen), rival = expf(best)
        let ratio = odds / (odds + rival + epsilon)
        let c = min(max(ratio, epsilon), 1 - epsilon)
        let other = 1 - c
        decisionEntropy = -(c * logf(c) + (other > 0 ? other * logf(other) : 0))
    }
}
