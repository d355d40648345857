/// A heat map laid out: cells, names, and a colour bar below.
struct HeatMapDrawing {
    private let map: HeatMap
    private let box: Box
    private let cellWidth: Double
    private let cellHeight: Double

    init(_ map: HeatMap) {
        self.map = map
        let names = map.rows.map { TextWidth.of($0, size: Drawing.labelSize) }.max() ?? 0
        let left = min(names, 120) + (names > 0 ? 10 : 1)
        let width = Drawing.width - left - 1
        let most = Double(max(1, map.columns.count))
        cellWidth = width / most
        cellHeight = map.rows.count == 1 ? 50 : max(18, min(map.rows.count <= 3 ? 66 : 40, cellWidth * 0.75))
        let top = map.rowTitle.isEmpty ? 2 : 26.0
        box = Box(left: left, top: top, width: width, height: max(50, Double(map.rows.count) * cellHeight))
    }

    func draw() -> Drawing {
        var marks: [Markup] = []
        if !map.rowTitle.isEmpty {
            marks.append(.filled(.ink, [], [.label(map.rowTitle, x: 0, y: 14.5, width: Drawing.width, isStrong: true)]))
        }
        marks += rowNames
        marks += cellMarks
        if !hasValues { marks.append(.nothing(in: box)) }
        let names = CategoryLabels(map.columns, slot: cellWidth)
        marks += names.marks(top: box.bottom, center: { box.left + (Double($0) + 0.5) * cellWidth })
        var bottom = box.bottom + names.height
        if !map.columnTitle.isEmpty {
            let title = Markup.centred(map.columnTitle, about: box.middleX, y: bottom + 15, isStrong: true)
            marks.append(.filled(.ink, [], [title]))
            bottom += 20
        }
        marks += colors.bar(map.measure, middle: box.middleX, top: bottom + 14)
        return Drawing(marks: marks, height: bottom + 62)
    }

    private var colors: ColorScale { ColorScale(map.colors) }

    private var hasValues: Bool { map.cells.contains { $0.contains { $0.value.isDrawable } } }

    private var rowNames: [Markup] {
        let labels = map.rows.enumerated().map { index, name in
            Markup.label(
                name, x: box.left - 8, y: box.top + (Double(index) + 0.5) * cellHeight + 4.5, .end,
                width: max(0, box.left - 8) + 0.5)
        }
        return labels.isEmpty || map.rows.allSatisfy(\.isEmpty) ? [] : [.filled(.ink, [], labels)]
    }
}

extension HeatMapDrawing {
    private func place(_ row: Int, _ column: Int) -> Box {
        Box(
            left: box.left + Double(column) * cellWidth + 1, top: box.top + Double(row) * cellHeight + 1,
            width: cellWidth - 2, height: cellHeight - 2)
    }

    /// All cells and what stands in them, one group for each paint.
    private var cellMarks: [Markup] {
        var cells: [(paint: Paint, mark: Markup)] = []
        var texts: [(paint: Paint, mark: Markup)] = []
        let size = annotationSize
        for row in map.rows.indices {
            for column in map.columns.indices {
                guard let cell = map.cell(row, column) else { continue }
                let color = colors.color(cell.shade ?? cell.value)
                cells.append((color?.paint ?? .axis, rectangle(row, column, cell, color?.opacity)))
                let paint = color?.text ?? .ink
                texts += size.map { annotation(lines(cell), place(row, column), $0) }?.map { (paint, $0) } ?? []
            }
        }
        func grouped(_ marks: [(paint: Paint, mark: Markup)], _ paint: Paint, _ attributes: [Attribute] = [])
            -> [Markup]
        {
            let of = marks.filter { $0.paint == paint }.map(\.mark)
            return of.isEmpty ? [] : [.filled(paint, attributes, of)]
        }
        let outline = [Attribute("stroke", "currentColor"), Attribute("stroke-opacity", ".35")]
        let empty = [Attribute("stroke", "currentColor"), Attribute("stroke-dasharray", "2 3")]
        return grouped(cells, .low, outline) + grouped(cells, .high, outline) + grouped(cells, .axis, empty)
            + grouped(texts, .onFull) + grouped(texts, .onPale) + grouped(texts, .ink)
    }

    private func rectangle(_ row: Int, _ column: Int, _ cell: HeatMap.Cell, _ opacity: Double?) -> Markup {
        let name = [map.rows[row], map.columns[column]].filter { !$0.isEmpty }.joined(separator: ", ")
        return .rectangle(
            place(row, column), opacity: opacity ?? 0, .title("\(name): \(lines(cell).joined(separator: ", "))"))
    }

    private func lines(_ cell: HeatMap.Cell) -> [String] { cell.lines ?? [withMinus(short(cell.value))] }

    /// The largest size at which every cell holds its text; nil when there is none.
    private var annotationSize: Double? {
        let all = map.cells.flatMap { $0.map(lines) }
        return [Drawing.labelSize, Drawing.tickSize].first { size in
            all.allSatisfy { lines in
                Double(lines.count) * (size + 4) <= cellHeight - 2
                    && lines.allSatisfy { TextWidth.of($0, size: size) <= cellWidth - 4 }
            }
        }
    }

    /// The lines in the middle of the cell, the first of several stronger.
    private func annotation(_ lines: [String], _ box: Box, _ size: Double) -> [Markup] {
        let pitch = size + 4
        let top = box.middleY - Double(lines.count) * pitch / 2
        return lines.enumerated().map { index, line in
            .label(
                line, x: box.middleX, y: top + Double(index) * pitch + size, .middle, size: size,
                isStrong: index == 0 && lines.count > 1)
        }
    }
}
