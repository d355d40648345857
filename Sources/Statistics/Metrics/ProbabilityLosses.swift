import Glibc

/// The mean negative log-likelihood, in nats, of labels 0 and 1; NaN for no samples.
///
/// Source: scikit-learn's `log_loss`; probabilities are kept 2^-52 away from 0 and 1 as there.
package func logLoss(labels: [Int], probabilities: [Double]) -> Double {
    meanLoss(labels, probabilities) { label, probability in
        let clipped = min(max(probability, 0x1p-52), 1 - 0x1p-52)
        return label == 1 ? -log(clipped) : -log(1 - clipped)
    }
}

/// The mean squared distance of the probability from the label (0 or 1); NaN for no samples.
package func brierScore(labels: [Int], probabilities: [Double]) -> Double {
    meanLoss(labels, probabilities) { label, probability in
        let error = probability - Double(label)
        return error * error
    }
}

private func meanLoss(_ labels: [Int], _ probabilities: [Double], _ loss: (Int, Double) -> Double) -> Double {
    precondition(labels.count == probabilities.count, "\(labels.count) labels, \(probabilities.count) probabilities")
    return mean(zip(labels, probabilities).map(loss))
}
