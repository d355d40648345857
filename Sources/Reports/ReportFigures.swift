package import Figures
import Notebooks
package import Running
import Sessions

/// The figures that a run's report shows, each with what files of its own are called by.
package struct ReportFigures {
    package let all: [(name: String, figure: Figure)]

    package init(_ record: RunRecord) {
        let notebook = Notebook(parsing: record.notebook)
        var values = record.parameterValues
        var all: [(name: String, figure: Figure)] = []
        for (cell, result) in zip(notebook.cells, record.cells) {
            for value in result.values { values[value.name] = value.value }
            let figures = CellWriter(cell: cell, record: record, values: values).figures
            all += figures.enumerated().map { (name: cell.figureName($0 + 1), figure: $1) }
        }
        self.all = all
    }
}

extension Cell {
    /// `training-2`, of the second figure of the cell `training`; `cell@3-1`, of the first of the third cell, which has no
    /// label. No label is `cell@3`.
    func figureName(_ number: Int) -> String { "\(display.label ?? "cell@\(index + 1)")-\(number)" }
}
