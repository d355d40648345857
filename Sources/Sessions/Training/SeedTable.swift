import HALT
import Notebooks
import Statistics

/// What a model of one seed reaches on some responses.
struct SeedScores {
    let loss: Double
    let macroF1: Double
    let auroc: Double
    let accuracy: Double

    init(_ record: EpochRecord) {
        (loss, macroF1, auroc, accuracy) = (record.validationLoss, record.macroF1, record.auroc, record.accuracy)
    }

    init(_ evaluation: Evaluation) {
        (loss, macroF1, auroc) = (evaluation.loss, evaluation.macroF1, evaluation.auroc)
        accuracy = evaluation.accuracy
    }

    fileprivate var all: [Double] { [loss, macroF1, auroc, accuracy] }
}

/// Scores by seed, with their mean and deviation.
struct SeedTable {
    static let names = ["loss", "macro_f1", "auroc", "accuracy"]

    private let rows: [(seed: Int, scores: SeedScores)]

    init(_ rows: [(seed: Int, scores: SeedScores)]) {
        self.rows = rows
    }

    private var columns: [[Double]] { Self.names.indices.map { k in rows.map { $0.scores.all[k] } } }
    private var means: [Double] { columns.map { mean($0) } }
    /// Of the sample: divided by one less than there are seeds.
    private var deviations: [Double] { columns.map { standardDeviation($0, freedomLost: 1) } }

    func table(_ title: String) -> Table {
        let seeds = rows.map { [TableEntry.integer($0.seed)] + Self.entries($0.scores.all) }
        return Table(
            title, columns: ["Seed", "Loss", "Macro-F1", "AUROC", "Accuracy"],
            rows: seeds + [
                [.text("mean")] + Self.entries(means), [.text("standard deviation")] + Self.entries(deviations),
            ])
    }

    private static func entries(_ values: [Double]) -> [TableEntry] {
        values.enumerated().map { k, value in
            if !value.isFinite { return .missing }
            return k == 0 ? .scientific(value, digits: 3) : .real(value, digits: 4)
        }
    }

    var values: [NamedValue] {
        zip(Self.names, zip(means, deviations)).flatMap { name, figures in
            [
                NamedValue("seeds.\(name).mean", .real(figures.0)),
                NamedValue("seeds.\(name).deviation", .real(figures.1)),
            ]
        }
    }
}
