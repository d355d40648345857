extension HeatMap {
    /// How often each class (row) was taken for each class (column), coloured by the share of the row.
    package static func confusion(classes: [String], counts: [[Int]]) -> HeatMap {
        let cells = counts.map { row in
            let total = row.reduce(0, +)
            return row.map { count in
                let share = total > 0 ? Double(count) / Double(total) : .nan
                let line = total > 0 ? ["\(percent(share, digits: 1)) of row"] : []
                return Cell(Double(count), shade: total > 0 ? share : 0, lines: [grouped(count)] + line)
            }
        }
        return HeatMap(
            rowTitle: "actual", rows: classes, columnTitle: "predicted", columns: classes, cells: cells,
            colors: .sequential(from: 0, to: 1), measure: "share of row")
    }

    /// One row of correlations, from -1 to 1.
    package static func correlations(_ values: [(name: String, value: Double)], measure: String) -> HeatMap {
        let cells = values.map { Cell($0.value, lines: [withMinus(fixed($0.value, digits: 2))]) }
        return HeatMap(
            rows: [""], columns: values.map(\.name), cells: [cells], colors: .diverging(limit: 1), measure: measure)
    }
}
