extension Figure {
    /// The figure's data as they are read, up to four significant digits.
    package var dataTable: (columns: [String], rows: [[String]]) { chart.table(print: short) }
}

extension Chart {
    typealias Table = (columns: [String], rows: [[String]])

    func table(print: (Double) -> String) -> Table {
        switch self {
        case .lines(let chart): chart.table(print)
        case .bars(let chart): chart.table(print)
        case .scatter(let chart): chart.table(print)
        case .heatMap(let map): map.table(print)
        case .histogram(let chart): chart.table(print)
        case .boxes(let chart): chart.table(print)
        case .tokens(let strip): strip.table(print)
        }
    }
}

extension LineChart {
    /// A column for each series where all are measured at the same places; else a row for each point.
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        let all = panels.flatMap { panel in panel.series.map { (panel: panel, series: $0) } }
        guard let first = all.first else { return ([x.title], []) }
        let places = first.series.points.map(\.x)
        guard all.allSatisfy({ $0.series.points.map(\.x) == places }) else { return longTable(print) }
        var columns = [x.title]
        for (panel, series) in all {
            let name =
                panel.series.count == 1 && series.name == panel.y.label
                ? panel.y.title : "\(panel.y.title): \(series.name)"
            columns += series.hasBand ? [name, "\(name), low", "\(name), high"] : [name]
        }
        let rows = places.indices.map { index in
            [print(places[index])] + all.flatMap { cells($0.series.points[index], $0.series.hasBand, print) }
        }
        return (columns, rows)
    }

    private func longTable(_ print: (Double) -> String) -> Chart.Table {
        let hasBand = panels.contains { $0.series.contains(where: \.hasBand) }
        let measures = panels.map(\.y.title)
        let measure = Set(measures).count == 1 ? measures[0] : "value"
        let columns =
            (panels.count > 1 ? ["measure"] : []) + ["series", x.title, measure] + (hasBand ? ["low", "high"] : [])
        let rows = panels.flatMap { panel in
            panel.series.flatMap { series in
                series.points.map { point in
                    (panels.count > 1 ? [panel.y.title] : []) + [series.name, print(point.x)]
                        + cells(point, hasBand, print)
                }
            }
        }
        return (columns, rows)
    }

    private func cells(_ point: LinePoint, _ hasBand: Bool, _ print: (Double) -> String) -> [String] {
        [print(point.y)] + (hasBand ? [point.band?.low, point.band?.high].map { $0.map(print) ?? "" } : [])
    }
}

extension LineSeries {
    fileprivate var hasBand: Bool { points.contains { $0.band != nil } }
}

extension BarChart {
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        let hasInterval = bars.contains { $0.interval != nil }
        return (
            [category, value.title] + (hasInterval ? ["low", "high"] : []),
            bars.map { bar in
                let ends = [bar.interval?.low, bar.interval?.high].map { $0.map(print) ?? "" }
                return [bar.label, print(bar.value)] + (hasInterval ? ends : [])
            }
        )
    }
}

extension ScatterChart {
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        (
            ["class", x.title, y.title],
            classes.flatMap { one in one.points.map { [one.name, print($0.x), print($0.y)] } }
        )
    }
}

extension HeatMap {
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        let corner = [rowTitle, columnTitle].filter { !$0.isEmpty }.joined(separator: " \\ ")
        return (
            [corner] + columns,
            rows.indices.map { row in
                [rows[row]] + columns.indices.map { column in cell(row, column).map { print($0.value) } ?? "" }
            }
        )
    }
}

extension Histogram {
    /// A row for each stretch.
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        (
            ["\(x.title), from", "to"] + classes.map(\.name),
            (0..<bins).map { bin in
                [print(edge(bin)), print(edge(bin + 1))] + classes.map { "\(count($0, bin))" }
            }
        )
    }
}

extension BoxPlot {
    /// A row for each group; its outliers stand in one cell, with spaces between.
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        (
            [category, "values", "low", "lower quartile", "median", "upper quartile", "high", "outliers"],
            groups.map { group in
                [group.label, "\(group.count)"]
                    + [group.low, group.lowerQuartile, group.median, group.upperQuartile, group.high].map(print)
                    + [group.outliers.map { print($0.wrappedValue) }.joined(separator: " ")]
            }
        )
    }
}

extension TokenStrip {
    fileprivate func table(_ print: (Double) -> String) -> Chart.Table {
        let hasDetails = tokens.contains { $0.detail != nil }
        return (
            ["position", piece, measure.title] + (hasDetails ? [detail ?? "detail"] : []),
            tokens.enumerated().map { index, token in
                ["\(index + 1)", token.text, print(token.value)] + (hasDetails ? [token.detail ?? ""] : [])
            }
        )
    }
}
