import Figures
import Statistics
import Uncertainty

/// What one signal is like, as tables and sentences.
struct SignalDiagnosticsView {
    let diagnostics: SignalDiagnostics

    private var signal: String { diagnostics.signal }
    private var direction: DirectionCheck { diagnostics.direction }

    var outputs: [Output] {
        [
            .table(facts), .table(classes), .table(directions), .note(direction.finding),
            .note(direction.median.words), .table(examples),
        ]
    }

    private var facts: Table {
        let precision = diagnostics.averagePrecision
        return Table(
            "\(signal) in all samples",
            pairs: [
                ("Samples", .integer(diagnostics.count)), ("Lowest score", .score(diagnostics.lowest)),
                ("Highest score", .score(diagnostics.highest)),
                ("Median", .score(direction.median.median)),
                ("Share hallucinated", .share(diagnostics.hallucinationRate)),
                ("Declared direction", .text(direction.declared.words)),
                ("AUROC, as declared", .estimate(direction.pooled.turned(direction.declared))),
                ("PR-AUC, as declared", .real(precision.value, digits: 4)),
                ("PR-AUC of what tells nothing", .real(precision.baseRate, digits: 4)),
                (
                    "Cohen's d, hallucinated less correct",
                    diagnostics.difference.map {
                        .interval($0.value, low: $0.interval.low, high: $0.interval.high, digits: 3)
                    } ?? .missing
                ),
            ])
    }

    private var classes: Table {
        Table(
            "\(signal) by class", columns: ["Class", "Samples", "Mean", "Deviation"],
            rows: [("hallucinated", diagnostics.hallucinated), ("correct", diagnostics.correct)].map { name, summary in
                [
                    .text(name), .integer(summary.count), summary.mean.map { .score($0) } ?? .missing,
                    summary.deviation.map { .score($0) } ?? .missing,
                ]
            })
    }

    private var directions: Table {
        Table(
            "Which way \(signal) points",
            columns: [
                "Group", "Samples", "Hallucinated", "AUROC, higher is riskier", "AUROC, lower is riskier", "Direction",
            ],
            rows: ([direction.pooled] + direction.groups).map { part in
                [
                    .text(part.group ?? "all"), .integer(part.count), .integer(part.positives),
                    .estimate(part.higher), .estimate(part.lower),
                    .text(part.turned(direction.declared).direction.words),
                ]
            })
    }

    private var examples: Table {
        Table(
            "Examples by \(signal), the outermost first", columns: ["Class", "Scores", "Samples"],
            rows: diagnostics.examples.map { kind in
                [
                    .text(kind.label == 1 ? "hallucinated" : "correct"), .text(kind.isLowest ? "lowest" : "highest"),
                    .text(kind.examples.map { "\($0.id) (\(short($0.score)))" }.joined(separator: ", ")),
                ]
            })
    }
}

extension ScoreDirection {
    var words: String { self == .higherIsPositive ? "higher is riskier" : "lower is riskier" }
}
