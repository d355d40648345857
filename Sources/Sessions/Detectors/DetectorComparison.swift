import Figures
import Notebooks
import Statistics

/// Detectors beside each other on the same responses: AUROC pooled and within groups, and what HALT gains over each.
struct DetectorComparison {
    let labels: [Int]
    /// The name of each response's group; nil where there are fewer than two.
    let groups: [String]?
    let detectors: [Detector]
    private let rows: [Row]

    private struct Row {
        let detector: Detector
        let pooled: AUROCEstimate
        let within: AUROCEstimate?
        let precision: Double
        /// HALT less this one, pooled and within groups.
        let gain: AUROCComparison?
        let gainWithin: AUROCComparison?
        var adjusted = 1.0
    }

    /// The first detector is the one that all others are held against.
    init(labels: [Int], groups: [String]?, detectors: [Detector]) {
        self.labels = labels
        self.groups = groups
        self.detectors = detectors
        let numbers = groups.map(numbered)
        let first = detectors[0].oriented
        var rows = detectors.enumerated().map { place, detector in
            let scores = detector.oriented
            return Row(
                detector: detector, pooled: AUROCEstimate(labels: labels, scores: scores),
                within: numbers.map { AUROCEstimate(labels: labels, scores: scores, groups: $0) },
                precision: RankedScores(labels: labels, scores: scores).averagePrecision(),
                gain: place == 0 ? nil : AUROCComparison(labels: labels, first: first, second: scores),
                gainWithin: place == 0
                    ? nil : numbers.map { AUROCComparison(labels: labels, first: first, second: scores, groups: $0) })
        }
        let adjusted = holmAdjusted(rows.dropFirst().map { $0.gain?.pValue ?? 1 })
        for (place, value) in adjusted.enumerated() { rows[place + 1].adjusted = value }
        self.rows = rows
    }

    private func row(_ name: String) -> Row? { rows.first { $0.detector.name == name } }

    // MARK: Values

    /// The detectors whose figures notebooks can quote.
    static let quoted = ["halt", "logistic", "answer", "mean_nll", "length"]

    static func declarations(_ prefix: String) -> [ValueDeclaration] {
        quoted.flatMap { name in
            ["auroc", "within"].map { ValueDeclaration("\(prefix).\(name).\($0)", .real) }
        }
            + ["gain", "gain_within", "answer_gain", "answer_gain_within"].flatMap { name in
                ["", ".low", ".high"].map { ValueDeclaration("\(prefix).\(name)\($0)", .real) }
            } + [ValueDeclaration("\(prefix).count", .integer)]
    }

    /// `gain` is HALT's AUROC less that of the mean NLL, pooled, and `gain_within` within groups; without groups both are
    /// the same.
    func values(_ prefix: String) -> [NamedValue] {
        var values: [NamedValue] = []
        for name in Self.quoted {
            let row = row(name)
            values.append(NamedValue("\(prefix).\(name).auroc", .real(row?.pooled.value ?? .nan)))
            values.append(NamedValue("\(prefix).\(name).within", .real((row?.within ?? row?.pooled)?.value ?? .nan)))
        }
        let mean = row("mean_nll")
        let gains = [
            ("gain", mean?.gain), ("gain_within", mean?.gainWithin ?? mean?.gain), ("answer_gain", answerGain),
            ("answer_gain_within", answerGainWithin ?? answerGain),
        ]
        for (name, gain) in gains {
            values.append(NamedValue("\(prefix).\(name)", .real(gain?.difference ?? .nan)))
            values.append(NamedValue("\(prefix).\(name).low", .real(gain?.interval.low ?? .nan)))
            values.append(NamedValue("\(prefix).\(name).high", .real(gain?.interval.high ?? .nan)))
        }
        return values + [NamedValue("\(prefix).count", .integer(labels.count))]
    }

    /// The regression on place and answer less the mean NLL, over all pairs.
    private var answerGain: AUROCComparison? {
        guard let answer = row("answer"), let mean = row("mean_nll") else { return nil }
        return AUROCComparison(labels: labels, first: answer.detector.oriented, second: mean.detector.oriented)
    }

    private var answerGainWithin: AUROCComparison? {
        guard let groups, let answer = row("answer"), let mean = row("mean_nll") else { return nil }
        return AUROCComparison(
            labels: labels, first: answer.detector.oriented, second: mean.detector.oriented, groups: numbered(groups))
    }

    // MARK: Outputs

    func outputs(_ where: String, leftOut: [String] = []) -> [Output] {
        [.table(table(`where`)), .table(constants), .figure(figure)]
            + (groups == nil ? [] : [.table(groupTable)])
            + (leftOut.isEmpty
                ? [] : [.note("Left out, since some response lacks them: \(leftOut.joined(separator: ", ")).")])
            + verdicts.map(Output.note) + warnings.map(Output.warning)
    }

    private var ordered: [Row] { rows.sorted { $0.pooled.value > $1.pooled.value } }

    private func table(_ where: String) -> Table {
        let first = rows[0].detector.title
        let isGrouped = groups != nil
        let columns =
            ["Detector", "Name", "AUROC"] + (isGrouped ? ["Within groups"] : [])
            + ["PR-AUC", "\(first) less it"] + (isGrouped ? ["Within groups"] : []) + ["p (Holm)"]
        let rows = ordered.map { row -> [TableEntry] in
            [.text(row.detector.title), .code(row.detector.name), Self.entry(row.pooled)]
                + (row.within.map { [Self.entry($0)] } ?? [])
                + [.real(row.precision, digits: 3), Self.entry(row.gain)]
                + (isGrouped ? [Self.entry(row.gainWithin)] : [])
                + [row.gain == nil ? .missing : Self.probability(row.adjusted)]
        }
        return Table(
            "Detectors on \(`where`) (\(labels.count) responses), with 95 % intervals", columns: columns, rows: rows)
    }

    private static func entry(_ estimate: AUROCEstimate) -> TableEntry {
        .interval(estimate.value, low: estimate.interval.low, high: estimate.interval.high, digits: 3)
    }

    private static func entry(_ gain: AUROCComparison?) -> TableEntry {
        gain.map { .interval($0.difference, low: $0.interval.low, high: $0.interval.high, digits: 3) } ?? .missing
    }

    private static func probability(_ value: Double) -> TableEntry {
        value < 0.001 ? .scientific(value, digits: 2) : .real(value, digits: 3)
    }

    /// What detectors come to that look at nothing.
    private var constants: Table {
        let base = ConstantBaselines(labels: labels)
        return Table(
            "What looks at nothing comes to", columns: ["Detector", "Macro-F1", "AUROC", "PR-AUC"],
            rows: [
                ("Flags all", base.alwaysFlagMacroF1), ("Flags none", base.neverFlagMacroF1),
                ("A fair coin", base.coinMacroF1),
            ].map { (name: String, macroF1: Double) -> [TableEntry] in
                [.text(name), .real(macroF1, digits: 3), .real(0.5, digits: 3), .real(base.baseRate, digits: 3)]
            })
    }

    private var figure: Figure {
        let best = Array(ordered.prefix(12))
        let bars = best.map { row in
            BarChart.Bar(
                row.detector.title, row.pooled.value,
                interval: Figures.Interval(row.pooled.interval.low, row.pooled.interval.high),
                hue: row.detector.name == rows[0].detector.name ? .vermillion : .blue)
        }
        return Figure(
            title: "AUROC of the \(best.count) best of \(rows.count) detectors",
            chart: .bars(
                BarChart(
                    category: "detector", value: Axis("AUROC"), bars: bars, intervalName: "95 % intervals")))
    }

    /// Of the first detector, the regression and the mean NLL, group by group.
    private var groupTable: Table {
        let groups = groups ?? []
        let shown = ["logistic", "answer", "mean_nll"].compactMap(row).map(\.detector)
        let all = [detectors[0]] + shown
        let rows = Set(groups).sorted().map { name -> [TableEntry] in
            let places = groups.indices.filter { groups[$0] == name }
            let labels = places.map { self.labels[$0] }
            let positives = labels.reduce(0, +)
            return [
                .text(name.isEmpty ? "no group" : name), .integer(labels.count),
                .percent(Double(positives) / Double(labels.count), digits: 1),
            ]
                + all.map { detector in
                    guard positives > 0, positives < labels.count else { return .missing }
                    let scores = detector.oriented
                    return Self.entry(AUROCEstimate(labels: labels, scores: places.map { scores[$0] }))
                }
        }
        return Table(
            "AUROC by group", columns: ["Group", "Responses", "Hallucinated"] + all.map(\.title), rows: rows)
    }

    // MARK: Words

    /// What the paired intervals say of the first detector beside the mean NLL.
    private var verdicts: [String] {
        guard let mean = row("mean_nll"), let gain = mean.gain else { return [] }
        let first = rows[0].detector.title
        var verdicts = [Self.verdict(first, gain, "over all pairs")]
        if let within = mean.gainWithin { verdicts.append(Self.verdict(first, within, "within groups")) }
        if let answer = row("answer")?.detector.title {
            if let answerGain { verdicts.append(Self.verdict(answer, answerGain, "over all pairs")) }
            if let answerGainWithin { verdicts.append(Self.verdict(answer, answerGainWithin, "within groups")) }
        }
        return verdicts
    }

    private static func verdict(_ first: String, _ gain: AUROCComparison, _ which: String) -> String {
        let ends = [gain.interval.low, gain.interval.high].map { fixed($0, digits: 3) }
        let interval = "\(fixed(gain.difference, digits: 3)) [\(ends[0]), \(ends[1])]"
        if gain.interval.low > 0 { return "\(first) ranks better than the mean NLL \(which): \(interval) AUROC." }
        if gain.interval.high < 0 { return "\(first) ranks worse than the mean NLL \(which): \(interval) AUROC." }
        return "\(first) and the mean NLL cannot be told apart \(which): \(interval) AUROC."
    }

    private var warnings: [String] {
        var warnings = Self.smallness(labels)
        if let groups {
            let check = SimpsonCheck(labels: labels, scores: rows[0].detector.oriented, groups: numbered(groups))
            if check.finding != .agree {
                warnings.append(
                    "\(rows[0].detector.title) has AUROC \(fixed(check.pooled.value, digits: 3)) over all pairs and "
                        + "\(fixed(check.within.value, digits: 3)) within groups: "
                        + (check.finding == .mixed
                            ? "groups point in opposite directions." : "part of what it tells apart is the groups."))
            }
        }
        return warnings
    }

    /// What so few responses cannot tell.
    static func smallness(_ labels: [Int]) -> [String] {
        let positives = labels.reduce(0, +)
        let fewest = min(positives, labels.count - positives)
        guard fewest < 29 else { return [] }
        return [
            "There are \(positives) hallucinated and \(labels.count - positives) correct responses: with fewer than 29 of "
                + "either, no threshold can be guaranteed, and intervals of shares are wide."
        ]
    }
}
