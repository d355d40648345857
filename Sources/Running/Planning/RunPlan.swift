package import Notebooks
package import Sessions

/// What a run would do with each cell, and why: a function of the notebook's keys and of what is remembered, found
/// without running anything.
package struct RunPlan: Codable, Sendable {
    package enum Action: String, Codable, Sendable {
        /// Its kept results are those that it would come to again.
        case reuse
        case run
        /// The run is not asked for it, and shows what it came to earlier.
        case show
        /// The run is not asked for it, and there is nothing to show.
        case skip
    }

    package struct Step: Codable, Sendable {
        package var cell: Int
        package var action: Action
        /// Why it is run, or what has changed since what is shown.
        package var reasons: [String]
        /// What is remembered of the cell.
        package var previous: PreviousRun.Cell?
    }

    package var steps: [Step]

    /// - Parameter isKept: whether the results of a key are there.
    package init(
        _ cells: [Notebooks.Cell], _ keys: NotebookKeys, previous: PreviousRun, selection: CellSelection = .all,
        isKept: (String) -> Bool
    ) {
        let keptKeys = keys.cells.map { $0.key.map { isKept($0.digest) } ?? false }
        let needed = Self.needed(keys, selection, isKept: keptKeys)
        steps = zip(cells, keys.cells).map { cell, keyed in
            let former = previous.cell(cell, key: keyed.key)
            var step = Step(cell: cell.index, action: .skip, reasons: [], previous: former)
            if keptKeys[cell.index] {
                step.action = .reuse
            } else if needed.contains(cell.index) {
                step.action = .run
                step.reasons = Self.reasons(keyed, former, cells)
            } else if let former, isKept(former.key.digest) {
                step.action = .show
                step.reasons = Self.reasons(keyed, former, cells)
            }
            return step
        }
    }

    /// The cells that must be run or reused: those asked for, and whatever those of them use that are to be run.
    private static func needed(_ keys: NotebookKeys, _ selection: CellSelection, isKept: [Bool]) -> Set<Int> {
        var needed = Set(keys.cells.indices.filter(selection.contains))
        for index in keys.cells.indices.reversed() where needed.contains(index) && !isKept[index] {
            needed.formUnion(keys.cells[index].dependencies)
        }
        return needed
    }

    private static func reasons(
        _ keyed: KeyedCell, _ former: PreviousRun.Cell?, _ cells: [Notebooks.Cell]
    ) -> [String] {
        guard let key = keyed.key else { return ["it uses a file whose name only a run can know"] }
        guard let former else { return ["it has not been run yet"] }
        if key == former.key {
            return [
                former.outcome.isWhole
                    ? "its results are no longer kept" : "it did not come to its end (\(former.outcome.rawValue))"
            ]
        }
        var givers: [String: String] = [:]
        for (part, version) in keyed.uses { givers[part.rawValue] = version.giver.map { cells[$0].name } }
        return key.changes(since: former.key, givers: givers)
    }
}
