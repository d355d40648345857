import LogProbs

/// Where a sample's group is from.
package enum SampleGroups: Sendable, Equatable {
    /// The column `group` or `task`, where there is one.
    case usual
    /// A column of that name.
    case column(String)
    /// What a regular expression finds in the id: its first group in parentheses, or all that it matches.
    case id(matching: String)
}

/// A `SampleGroups`, ready for rows.
struct GroupFinder {
    private let groups: SampleGroups
    private let pattern: Regex<AnyRegexOutput>?

    init(_ groups: SampleGroups) throws(ScoreTableProblem) {
        self.groups = groups
        guard case .id(let text) = groups else {
            pattern = nil
            return
        }
        do {
            pattern = try Regex(text)
        } catch {
            throw ScoreTableProblem(
                nil, "`\(text)` is no regular expression: \(error)", remedy: "give one such as `^([a-z]+)_`")
        }
    }

    /// The names of columns that say a group, and are therefore no signals.
    var columns: [String] {
        if case .column(let name) = groups { return ["group", "task", name] }
        return ["group", "task"]
    }

    func group(of row: LabelledRow) throws(ScoreTableProblem) -> String? {
        switch groups {
        case .usual: return row.text("group") ?? row.text("task")
        case .column(let name):
            guard let group = row.text(name) else {
                throw ScoreTableProblem(
                    row.record.place, "the row has no `\(name)` to be grouped by",
                    remedy: "give it one, or group by a column that every row has")
            }
            return group
        case .id(let text):
            guard let match = pattern.flatMap({ try? $0.firstMatch(in: row.id) }) else {
                throw ScoreTableProblem(
                    row.record.place, "`\(text)` finds nothing in the id `\(row.id)`",
                    remedy: "give a regular expression that finds something in every id")
            }
            let output = match.output
            return (output.count > 1 ? output[1].substring : nil).map(String.init) ?? String(row.id[match.range])
        }
    }
}
