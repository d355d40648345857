/// A table whose cells are coloured by their values.
package struct HeatMap: Codable, Sendable, Equatable {
    package enum Colors: Codable, Sendable, Equatable {
        /// Blue below zero, orange above, full at the limit: correlations have limit 1.
        case diverging(limit: Double)
        /// From pale to dark between two values.
        case sequential(from: Double, to: Double)
    }

    package struct Cell: Codable, Sendable, Equatable {
        @Reading package var value: Double
        /// What decides the colour, when it is not the value itself.
        package var shade: Double?
        /// What stands in the cell; without it the value.
        package var lines: [String]?

        package init(_ value: Double, shade: Double? = nil, lines: [String]? = nil) {
            self.value = value
            self.shade = shade.flatMap { $0.isFinite ? $0 : nil }
            self.lines = lines
        }
    }

    /// What the rows and the columns are: "actual", "predicted". May be empty.
    package var rowTitle: String
    package var columnTitle: String
    package var rows: [String]
    package var columns: [String]
    /// One array for each row; a cell that is missing is drawn empty.
    package var cells: [[Cell]]
    package var colors: Colors
    /// What the colours measure: the colour bar's label.
    package var measure: String

    package init(
        rowTitle: String = "", rows: [String], columnTitle: String = "", columns: [String], cells: [[Cell]],
        colors: Colors, measure: String
    ) {
        self.rowTitle = rowTitle
        self.rows = rows
        self.columnTitle = columnTitle
        self.columns = columns
        self.cells = cells
        self.colors = colors
        self.measure = measure
    }

    /// The cell there, if there is one.
    func cell(_ row: Int, _ column: Int) -> Cell? {
        cells.indices.contains(row) && cells[row].indices.contains(column) ? cells[row][column] : nil
    }
}
