import Figures
package import HALT

/// A finished epoch, as it is told while training goes on.
package struct EpochReport: Codable, Sendable, Equatable {
    /// The seed that is trained, where there are several.
    package var seed: Int?
    /// How many epochs there are to be.
    package var epochs: Int
    package var record: EpochRecord

    /// The epoch in one line.
    package var line: String {
        let prefix = seed.map { "seed \($0), " } ?? ""
        return "\(prefix)epoch \(record.epoch)/\(epochs)  train loss \(Self.text(record.trainLoss))  validation loss "
            + "\(Self.text(record.validationLoss))  macro-F1 \(fixed(record.macroF1, digits: 4))  AUROC "
            + fixed(record.auroc, digits: 4)
    }

    private static func text(_ loss: Double) -> String {
        loss >= 0.001 ? fixed(loss, digits: 4) : scientific(loss, digits: 2)
    }
}

extension [EpochReport] {
    /// What is known of a training that came to no end: its epochs, those of each seed by themselves.
    package var tables: [Table] {
        var seeds: [Int?] = []
        for report in self where !seeds.contains(report.seed) { seeds.append(report.seed) }
        return seeds.map { seed in
            let records = filter { $0.seed == seed }.map(\.record)
            let kept = records.last(where: \.isBest)?.epoch
            return .epochs(records, kept: kept, title: seed.map { "Epochs of seed \($0)" } ?? "Epochs")
        }
    }
}
