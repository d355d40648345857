import Statistics

/// How a model does on some responses, without dropout.
package struct Evaluation: Sendable, Equatable, Codable {
    /// The mean over batches of their mean loss, batches being cut as in training: the original's figure.
    package let loss: Double
    package let macroF1: Double
    /// 0.5 where one class is missing.
    package let auroc: Double
    package let accuracy: Double
    /// In the order of the responses.
    package let logits: [Float]
    package let labels: [Int]
    private let batchSize: Int

    /// - Parameter threshold: the probability from which a response is called hallucinated.
    package init(logits: [Float], labels: [Int], batchSize: Int, threshold: Double = 0.5) {
        self.logits = logits
        self.labels = labels
        self.batchSize = batchSize
        let starts = Array(stride(from: 0, to: logits.count, by: batchSize))
        let losses = starts.map { start in
            let range = start..<min(start + batchSize, logits.count)
            return Loss.binaryCrossEntropy(logits: Array(logits[range]), labels: Array(labels[range]))
        }
        loss = losses.reduce(0, +) / Double(max(losses.count, 1))
        let probabilities = logits.map { Double(Loss.probability(of: $0)) }
        let predictions = probabilities.map { $0 >= threshold ? 1 : 0 }
        macroF1 = Statistics.macroF1(labels: labels, predictions: predictions)
        auroc = Statistics.auroc(labels: labels, scores: probabilities)
        accuracy = Statistics.accuracy(labels: labels, predictions: predictions)
    }

    /// The probability of each response.
    package var probabilities: [Float] { logits.map { Loss.probability(of: $0) } }

    /// The loss of each response and its weight in `loss`: responses of a short last batch weigh more.
    package var losses: [(value: Double, weight: Double)] {
        logits.indices.map { place in
            let start = place / batchSize * batchSize
            let size = min(start + batchSize, logits.count) - start
            return (Loss.binaryCrossEntropy(logit: logits[place], label: labels[place]), 1 / Double(size))
        }
    }
}

extension Model {
    /// Scores some responses and compares with their labels.
    package func evaluate(_ responses: [Response], threshold: Double = 0.5) -> Evaluation {
        Evaluation(
            logits: logits(of: responses.map(\.inputs)), labels: responses.map(\.label),
            batchSize: configuration.batchSize, threshold: threshold)
    }
}
