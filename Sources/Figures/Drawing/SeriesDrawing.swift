/// One series in its plot.
struct SeriesDrawing {
    let series: LineSeries
    let hue: Hue
    /// How many series of the plot are drawn over this one. Its markers are larger by that, so that where values are
    /// equal it shows behind the others.
    let covers: Int
    /// Whether it is the only series, and so needs no dash.
    let isSolid: Bool
    let plot: Plot
    let x: Axis
    let y: Axis

    /// Runs of neighbouring points that have a place; a value without one interrupts the line.
    private var runs: [[(point: LinePoint, x: Double, y: Double)]] {
        series.points.reduce(into: [[]]) { runs, point in
            if let place = plot.point(point.x, point.y) {
                runs[runs.count - 1].append((point, place.x, place.y))
            } else if !runs[runs.count - 1].isEmpty {
                runs.append([])
            }
        }.filter { !$0.isEmpty }
    }

    /// Where the line ends, in the drawing.
    var end: (x: Double, y: Double)? { runs.last?.last.map { ($0.x, $0.y) } }

    var drawnCount: Int { runs.reduce(0) { $0 + $1.count } }

    /// The band about the line, where the points have one.
    var band: Markup? {
        var data = PathData()
        for run in runs {
            let edges = run.compactMap { entry -> (x: Double, low: Double, high: Double)? in
                guard let band = entry.point.band, let low = plot.up(band.low), let high = plot.up(band.high) else {
                    return nil
                }
                return (entry.x, low, high)
            }
            guard edges.count > 1 else { continue }
            for edge in edges { data.add(edge.x, edge.high) }
            for edge in edges.reversed() { data.add(edge.x, edge.low) }
            data.close()
        }
        return data.text.isEmpty
            ? nil : .filled(hue.paint, [Attribute("fill-opacity", ".17")], [.path(data.text, .title(series.name))])
    }

    var marks: [Markup] {
        if series.columnWidth > 0 { return columns }
        var data = PathData()
        for run in runs where run.count > 1 {
            for place in PathData.thinned(corners(run.map { ($0.x, $0.y) })) { data.add(place.x, place.y) }
            data.lift()
        }
        let line = Markup.stroked(hue.paint, lineStroke(hue, isSolid: isSolid), [.path(data.text, .title(series.name))])
        return (data.text.isEmpty ? [] : [line]) + markers
    }

    /// With the corners of steps between the points.
    private func corners(_ places: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard series.shape == .steps else { return places }
        return places.indices.flatMap { index in
            index == 0 ? [places[0]] : [(places[index].x, places[index - 1].y), places[index]]
        }
    }

    /// A marker on each point, or on those that no line reaches.
    private var markers: [Markup] {
        let marked = series.showsMarkers ? runs.flatMap { $0 } : runs.filter { $0.count == 1 }.flatMap { $0 }
        guard !marked.isEmpty else { return [] }
        return [
            .filled(
                hue.paint, [],
                marked.map { hue.marker($0.x, $0.y, size: 3.2 + 0.9 * Double(min(2, covers)), .title(hover($0.point))) }
            )
        ]
    }

    private var columns: [Markup] {
        let half = series.columnWidth / 2
        let boxes = runs.flatMap { $0 }.compactMap { entry -> Markup? in
            guard let left = plot.across(entry.point.x - half), let right = plot.across(entry.point.x + half),
                let zero = plot.up(0) ?? plot.y.map({ _ in plot.box.bottom })
            else { return nil }
            let box = Box(
                left: left + 0.5, top: min(zero, entry.y), width: right - left - 1, height: abs(zero - entry.y))
            return .rectangle(box, .title(hover(entry.point)))
        }
        return boxes.isEmpty ? [] : [.filled(hue.paint, [Attribute("fill-opacity", ".75")], boxes)]
    }

    private func hover(_ point: LinePoint) -> String {
        let band = point.band.map { " (\(y.text($0.low)) to \(y.text($0.high)))" } ?? ""
        return "\(series.name), \(x.label) \(x.text(point.x)): \(y.text(point.y))\(band)"
    }
}
