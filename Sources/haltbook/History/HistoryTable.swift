import Figures
import Reports
import RunStorage

/// Runs as a table, one a line.
struct HistoryTable {
    private let runs: [StoredRun]

    init(_ runs: [StoredRun]) {
        self.runs = runs
    }

    var text: String {
        let head = ["run", "started", "notebook", "outcome", "duration", "cells", "values"]
        return TextTable([head] + runs.map(row)).text
    }

    private func row(_ run: StoredRun) -> [String] {
        let isUnfinished = run.outcome == StoredRun.unfinished
        return [
            run.id, run.started, run.notebook, run.outcomeWords, isUnfinished ? "" : Seconds.text(run.seconds),
            cells(run), values(run),
        ]
    }

    /// `3 ran, 2 reused`
    private func cells(_ run: StoredRun) -> String {
        let reached = run.cells.filter { $0.outcome != "notRun" }
        let counts = ["ran", "reused", "shown"].map { source in
            (source, reached.count { $0.source == source })
        }
        return counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }

    /// How many values stand in a line.
    private static let shown = 3

    /// The last scores on the test split; of a run that has none, its last numbers.
    private func values(_ run: StoredRun) -> String {
        let reals = run.metrics.filter { if case .number = $0.value { true } else { false } }
        let scores = latest(reals.filter { $0.name.hasPrefix("test.") }).prefix(Self.shown)
        let chosen = scores.isEmpty ? latest(reals).suffix(Self.shown) : scores
        return chosen.map { "\($0.name) \($0.value.brief)" }.joined(separator: "  ")
    }

    /// The last value of each name, in the order of their first ones.
    private func latest(_ metrics: [StoredRun.Metric]) -> [StoredRun.Metric] {
        var places: [String: Int] = [:]
        var latest: [StoredRun.Metric] = []
        for metric in metrics {
            if let place = places[metric.name] {
                latest[place] = metric
            } else {
                places[metric.name] = latest.count
                latest.append(metric)
            }
        }
        return latest
    }
}

extension StoredRun {
    var outcomeWords: String { Self.words(outcome) }

    /// The words of a name such as `expectationFailed`.
    static func words(_ name: String) -> String {
        name.map { $0.isUppercase ? " \($0.lowercased())" : String($0) }.joined()
    }
}

extension StoredRun.Value {
    /// Short enough for a line of several.
    var brief: String {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): short(value)
        case .text(let value): value
        }
    }

    /// Whole, as it was computed.
    var whole: String {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .text(let value): value
        }
    }
}
