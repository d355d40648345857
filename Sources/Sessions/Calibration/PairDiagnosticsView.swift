import Figures
import Statistics
import Uncertainty

/// What two signals have to do with each other, as tables and sentences.
struct PairDiagnosticsView {
    let names: (String, String)
    let pair: PairDiagnostics
    let quadrants: SignalQuadrants?
    /// Where the quadrants are cut, in words that go on after "Both signals".
    let cuts: String

    var outputs: [Output] {
        var outputs: [Output] = []
        if let correlation = pair.correlation {
            let ends = [correlation.value, correlation.interval.low, correlation.interval.high].map {
                fixed($0, digits: 3)
            }
            outputs.append(
                .note(
                    "`\(names.0)` and `\(names.1)` of \(correlation.count) samples correlate by \(ends[0]) "
                        + "[\(ends[1]), \(ends[2])]."))
        }
        if let quadrants { outputs.append(.table(table(quadrants))) }
        guard let joint = pair.joint else {
            return outputs + [.note("There are too few samples of either class for a model of both signals.")]
        }
        return outputs + [.table(table(joint))] + joint.findings.map(Output.note)
    }

    private func table(_ quadrants: SignalQuadrants) -> Table {
        func words(_ isFlagged: Bool, _ cut: SignalQuadrants.Cut) -> TableEntry {
            let isOver = isFlagged == (cut.direction == .higherIsPositive)
            // What is flagged lies at the threshold, too.
            let sign = isOver ? (isFlagged ? ">=" : ">") : (isFlagged ? "<=" : "<")
            return .text("\(sign) \(scoreWords(cut.threshold))\(isFlagged ? ", flagged" : "")")
        }
        return Table(
            "Both signals \(cuts)", columns: [names.0, names.1, "Samples", "Share hallucinated"],
            rows: quadrants.quadrants.map { quadrant in
                [
                    words(quadrant.isFlaggedByFirst, quadrants.first),
                    words(quadrant.isFlaggedBySecond, quadrants.second),
                    .integer(quadrant.hallucinated.trials), .share(quadrant.hallucinated),
                ]
            })
    }

    private func table(_ joint: JointModel) -> Table {
        Table(
            "Both signals in a logistic regression, cross-fitted in \(joint.folds) folds by item, beside each as declared, over pairs within a fold",
            columns: ["Signal", "AUROC", "Both less it", "p (Holm)"],
            rows: [[.text("both"), .estimate(joint.auroc), .missing, .missing]]
                + joint.rivals.map { rival in
                    [
                        .text(rival.signal), .estimate(rival.auroc),
                        .interval(
                            rival.gain.difference, low: rival.gain.interval.low, high: rival.gain.interval.high,
                            digits: 3),
                        .scientific(rival.pValue, digits: 2),
                    ]
                })
    }
}
