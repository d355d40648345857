extension Figure {
    /// The figure as one `svg` element of a page with `stylesheet`, whose theme it follows. `idPrefix` sets its ids apart from
    /// those of the page's other figures.
    package func svg(idPrefix: String) -> Markup {
        let drawing = chart.drawing
        let id = String(idPrefix.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
        let frame = Box(left: 0, top: -2, width: Drawing.width, height: drawing.height + 4)
        return .element(
            "svg", attributes(frame) + [Attribute("aria-labelledby", "\(id)-title \(id)-desc")],
            [
                .tag("title", ["id": "\(id)-title"], .text(title)),
                .tag("desc", ["id": "\(id)-desc"], .text(description)),
            ]
                + drawing.marks)
    }

    /// The figure as an SVG document of its own, which shows its title, has a ground, and follows the reader's system.
    ///
    /// The title and the description of a document name it by themselves; SVG 1.1, which validators hold files against,
    /// has no ARIA attributes.
    package var svgDocument: Markup {
        let drawing = chart.drawing
        let (margin, heading) = (16.0, 34.0)
        let frame = Box(
            left: -margin, top: -heading - margin, width: Drawing.width + 2 * margin,
            height: drawing.height + heading + 2 + 2 * margin)
        return .element(
            "svg", [Attribute("xmlns", "http://www.w3.org/2000/svg")] + attributes(frame),
            [
                .tag("title", [:], .text(title)), .tag("desc", [:], .text(description)),
                .tag("style", [:], .text(Self.fileStylesheet)),
            ] + ground(frame) + drawing.marks)
    }

    /// The text of a file.
    package var svgFile: String { svgDocument.rendered + "\n" }

    private func attributes(_ frame: Box) -> [Attribute] {
        let viewBox = [frame.left, frame.top, frame.width, frame.height].map(coordinate).joined(separator: " ")
        return [
            Attribute("class", "fig"), Attribute("viewBox", viewBox), Attribute("width", coordinate(frame.width)),
            Attribute("height", coordinate(frame.height)), Attribute("role", "img"),
            Attribute("font-family", Self.fontFamily), Attribute("font-size", coordinate(Drawing.labelSize)),
        ]
    }

    /// The background and the visible title of a file.
    private func ground(_ frame: Box) -> [Markup] {
        let heading = Markup.label(title, x: 0, y: -16, size: 15, width: Drawing.width, isStrong: true)
        return [.filled(.surface, [], [.rectangle(frame)]), .filled(.ink, [], [heading])]
    }
}

extension Chart {
    var drawing: Drawing {
        switch self {
        case .lines(let chart): LineChartDrawing(chart).draw()
        case .bars(let chart): BarChartDrawing(chart).draw()
        case .scatter(let chart): ScatterChartDrawing(chart).draw()
        case .heatMap(let map): HeatMapDrawing(map).draw()
        case .histogram(let chart): HistogramDrawing(chart).draw()
        case .boxes(let chart): BoxPlotDrawing(chart).draw()
        case .tokens(let strip): TokenStripDrawing(strip).draw()
        }
    }
}
