/// `torch.optim.lr_scheduler.ReduceLROnPlateau` in its max mode with PyTorch's other defaults: a metric counts as better
/// when it exceeds the best by 1e-4 of it; after more than `patience` epochs that are not, the rate is multiplied.
package struct PlateauScheduler: Sendable, Equatable, Codable {
    package let factor: Double
    package let patience: Int
    /// The best metric so far, nil before the first.
    package private(set) var best: Double?
    package private(set) var badEpochs = 0

    package init(factor: Double, patience: Int) {
        self.factor = factor
        self.patience = patience
    }

    /// The learning rate after an epoch that ended with this metric.
    package mutating func step(_ metric: Double, learningRate: Double) -> Double {
        if best.map({ metric > $0 * (1 + 1e-4) }) ?? true {
            best = metric
            badEpochs = 0
        } else {
            badEpochs += 1
        }
        guard badEpochs > patience else { return learningRate }
        badEpochs = 0
        let reduced = learningRate * factor
        return learningRate - reduced > 1e-8 ? reduced : learningRate
    }
}
