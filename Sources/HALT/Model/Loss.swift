import Glibc

/// Binary cross-entropy with logits.
package enum Loss {
    /// The mean over a batch: log(1 + e^-|x|) + max(x, 0) - x y; the part that these have in it where they are some `of`
    /// a larger one.
    package static func binaryCrossEntropy(logits: [Float], labels: [Int], of count: Int? = nil) -> Double {
        precondition(logits.count == labels.count, "\(logits.count) logits for \(labels.count) labels")
        let sum = zip(logits, labels).reduce(0.0) { $0 + binaryCrossEntropy(logit: $1.0, label: $1.1) }
        return logits.isEmpty ? 0 : sum / Double(count ?? logits.count)
    }

    /// One response's.
    static func binaryCrossEntropy(logit: Float, label: Int) -> Double {
        let x = Double(logit)
        return log1p(exp(-abs(x))) + max(x, 0) - x * Double(label)
    }

    /// The mean's derivative by one logit of a batch of `count`.
    static func gradient(logit: Float, label: Int, count: Int) -> Float {
        Float((Double(probability(of: logit)) - Double(label)) / Double(count))
    }

    /// sigmoid(logit), the probability of being hallucinated.
    package static func probability(of logit: Float) -> Float {
        Float(1 / (1 + exp(-Double(logit))))
    }
}
