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

    /// One row of correlations with what `row` names, from -1 to 1, each with its sign.
    package static func correlations(
        with row: String, _ values: [(name: String, value: Double)], measure: String
    ) -> HeatMap {
        let cells = values.map { Cell($0.value, lines: [signed($0.value)]) }
        return HeatMap(
            rows: [row], columns: values.map(\.name), cells: [cells], colors: .diverging(limit: 1), measure: measure)
    }

    /// "+0.88", "−0.94", "0.00".
    private static func signed(_ value: Double) -> String {
        let text = withMinus(fixed(value, digits: 2))
        return value.isFinite && value > 0 && text != "0.00" ? "+\(text)" : text
    }
}
