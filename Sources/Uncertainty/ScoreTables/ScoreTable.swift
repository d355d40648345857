import Statistics

/// Scores of labelled samples, as a first pass measured them: what a second pass looks for thresholds in.
package struct ScoreTable: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package let id: String
        /// 1 is hallucinated, 0 is correct.
        package let label: Int
        package let group: String?
        /// What twins share: they stay on one side of a split.
        package let item: String
        /// One for each of the table's signals; NaN where there is none.
        package let values: [Double]
    }

    /// In the order in which the file names them first.
    package let signals: [String]
    /// Those with a label that did not fail, in the file's order.
    package let rows: [Row]
    /// How many samples failed, and are left out.
    package let failed: Int
    /// How many have no label, and are left out.
    package let unlabelled: Int

    /// The samples that have all of these signals; throws where the table has no such signal.
    package func samples(of names: [String]) throws(ScoreTableProblem) -> ScoredSamples {
        var places: [Int] = []
        for name in names {
            guard let place = signals.firstIndex(of: name) else {
                throw ScoreTableProblem(
                    nil, "there is no signal `\(name)`",
                    remedy: "take one of \(signals.map { "`\($0)`" }.joined(separator: ", "))")
            }
            places.append(place)
        }
        let complete = rows.filter { row in places.allSatisfy { row.values[$0].isFinite } }
        guard !complete.isEmpty else {
            throw ScoreTableProblem(
                nil, "no labelled row has all of \(names.map { "`\($0)`" }.joined(separator: ", "))",
                remedy: "take signals that were measured on the same samples")
        }
        return ScoredSamples(
            signals: names, rows: complete, places: places, missing: rows.count - complete.count)
    }
}

/// Samples with their scores by one or more signals, as statistics want them.
package struct ScoredSamples: Sendable, Equatable {
    package let signals: [String]
    package var ids: [String]
    package var labels: [Int]
    /// Of each signal, one for each sample, none of them NaN.
    package var scores: [[Double]]
    /// The name of each sample's group; nil where there are fewer than two.
    package var groups: [String]?
    /// The number of each sample's item, from 0.
    package var items: [Int]
    /// How many labelled samples lack one of the signals.
    package let missing: Int

    package var count: Int { labels.count }

    package init(
        signals: [String], ids: [String], labels: [Int], scores: [[Double]], groups: [String]? = nil,
        items: [Int]? = nil, missing: Int = 0
    ) {
        precondition(scores.count == signals.count, "\(scores.count) columns of scores, \(signals.count) signals")
        (self.signals, self.ids, self.labels, self.scores) = (signals, ids, labels, scores)
        self.groups = groups
        self.items = items ?? Array(labels.indices)
        self.missing = missing
    }

    fileprivate init(signals: [String], rows: [ScoreTable.Row], places: [Int], missing: Int) {
        let groups = rows.map { $0.group ?? "" }
        self.init(
            signals: signals, ids: rows.map(\.id), labels: rows.map(\.label),
            scores: places.map { place in rows.map { $0.values[place] } },
            groups: Set(groups).count > 1 ? groups : nil, items: numbered(rows.map(\.item)), missing: missing)
    }

    /// The samples at these places.
    package subscript(places: [Int]) -> ScoredSamples {
        ScoredSamples(
            signals: signals, ids: places.map { ids[$0] }, labels: places.map { labels[$0] },
            scores: scores.map { column in places.map { column[$0] } },
            groups: groups.map { groups in places.map { groups[$0] } },
            items: numbered(places.map { items[$0] }))
    }

    /// A number for each pair of group and label: what is to be spread evenly over parts.
    package var strata: [Int] {
        numbered(labels.indices.map { "\(groups?[$0] ?? "")/\(labels[$0])" })
    }
}
