import Files
package import Notebooks
package import Sessions

/// What is remembered of a notebook's cells from its earlier runs: each cell's last key, and how it went.
package struct PreviousRun: Codable, Sendable {
    package struct Cell: Codable, Sendable {
        package var label: String?
        package var index: Int
        package var key: CellKey
        package var outcome: CellOutcome
        package var seconds: Double
    }

    package var cells: [Cell]

    package init(cells: [Cell] = []) {
        self.cells = cells
    }

    /// The cell's last run: by its label, or by its key, or else by its place among cells without label.
    package func cell(_ cell: Notebooks.Cell, key: CellKey?) -> Cell? {
        if let label = cell.display.label { return cells.last { $0.label == label } ?? same(key) }
        return same(key) ?? cells.last { $0.label == nil && $0.index == cell.index }
    }

    private func same(_ key: CellKey?) -> Cell? {
        key.flatMap { key in cells.last { $0.key == key } }
    }
}

extension ResultStore {
    /// What is remembered of the notebook of a name; nothing where it is missing or cannot be read.
    package func previousRun(of notebook: String) -> PreviousRun {
        let bytes = (try? SafeFile.read(previousPath(notebook))) ?? []
        return (try? ExactJSON.value(PreviousRun.self, bytes)) ?? PreviousRun()
    }

    package func save(_ run: PreviousRun, of notebook: String) throws {
        try SafeFile.makeFolder("\(folder)/last")
        try SafeFile.write(try ExactJSON.bytes(run), to: previousPath(notebook), isFlushed: false)
    }

    private func previousPath(_ notebook: String) -> String { "\(folder)/last/\(notebook).json" }
}
