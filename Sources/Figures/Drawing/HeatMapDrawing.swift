/// A heat map laid out: cells, names, and a colour bar below.
struct HeatMapDrawing {
    private let map: HeatMap
    private let box: Box
    private let cellWidth: Double
    private let cellHeight: Double

    init(_ map: HeatMap) {
        self.map = map
        let names = map.rows.map { TextWidth.of($0, size: Drawing.labelSize) }.max() ?? 0
        let left = min(names, 150) + (names > 0 ? 10 : 1)
        let width = Drawing.width - left - 1
        let most = Double(max(1, map.columns.count))
        cellWidth = width / most
        cellHeight = map.rows.count == 1 ? 58 : max(18, min(map.rows.count <= 3 ? 84 : 46, cellWidth * 0.75))
        let top = map.rowTitle.isEmpty ? 2 : 26.0
        box = Box(left: left, top: top, width: width, height: max(58, Double(map.rows.count) * cellHeight))
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
            let title = Markup.label(map.columnTitle, x: box.middleX, y: bottom + 15, .middle, isStrong: true)
            marks.append(.filled(.ink, [], [title]))
            bottom += 20
        }
        marks += colorBar(top: bottom + 14)
        return Drawing(marks: marks, height: bottom + 62)
    }

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
    /// Which end of the colours, and how much of it.
    private func color(_ shade: Double) -> (paint: Paint, opacity: Double)? {
        guard shade.isDrawable else { return nil }
        switch map.colors {
        case .diverging(let limit):
            guard limit.isDrawable, limit > 0 else { return nil }
            return (shade < 0 ? .low : .high, min(1, shade.magnitude / limit))
        case .sequential(let low, let high):
            guard low.isDrawable, high.isDrawable, low < high else { return nil }
            return (.low, max(0, min(1, (shade - low) / (high - low))))
        }
    }

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
                let color = color(cell.shade ?? cell.value)
                cells.append((color?.paint ?? .axis, rectangle(row, column, cell, color?.opacity)))
                let paint: Paint = color.map { $0.opacity > Self.fullFrom($0.paint) ? .onFull : .onPale } ?? .ink
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

    /// From which opacity white stands out more than black, in the light theme. In the dark one all text is white.
    static func fullFrom(_ paint: Paint) -> Double {
        let steps = stride(from: 0.0, through: 1, by: 0.01)
        return steps.first { opacity in
            let cell = Color(paint.light).over(Color(Paint.surface.light), opacity: opacity)
            return cell.contrast(with: Color(Paint.onFull.light)) > cell.contrast(with: Color(Paint.onPale.light))
        } ?? 1
    }

    /// The largest size at which every cell holds its text; nil when there is none.
    private var annotationSize: Double? {
        let all = map.cells.flatMap { $0.map(lines) }
        return [Drawing.labelSize, 11].first { size in
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

extension HeatMapDrawing {
    private func colorBar(top: Double) -> [Markup] {
        let (low, high, middle): (Double, Double, Double?) =
            switch map.colors {
            case .diverging(let limit): (-limit, limit, 0)
            case .sequential(let low, let high): (low, high, nil)
            }
        guard color(low) != nil, color(high) != nil else { return [] }
        let width = min(240, Drawing.width - box.left)
        let bar = Box(left: max(20, box.middleX - width / 2), top: top + 18, width: width, height: 10)
        let count = 40
        let pieces = (0..<count).compactMap { index -> (paint: Paint, mark: Markup)? in
            let value = low + (high - low) * (Double(index) + 0.5) / Double(count)
            let piece = Box(
                left: bar.left + bar.width * Double(index) / Double(count), top: bar.top,
                width: bar.width / Double(count), height: bar.height)
            return color(value).map { ($0.paint, .rectangle(piece, opacity: $0.opacity)) }
        }
        let halves = [Paint.low, .high].map { paint in
            let marks = pieces.filter { $0.paint == paint }.map(\.mark)
            return Markup.filled(paint, [Attribute("shape-rendering", "crispEdges")], marks)
        }
        let ticks = [(low, bar.left), (middle, bar.middleX), (high, bar.right)].compactMap { value, x in
            value.map {
                Markup.label(withMinus(short($0)), x: x, y: bar.bottom + 15, .middle, size: Drawing.tickSize)
            }
        }
        let title = Markup.label(map.measure, x: bar.middleX, y: bar.top - 7, .middle, size: Drawing.tickSize)
        return halves + [.stroked(.axis, [], [.rectangle(bar)])] + [.filled(.soft, [], [title] + ticks)]
    }
}
