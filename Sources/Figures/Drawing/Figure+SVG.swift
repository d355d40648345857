extension Figure {
    /// The figure as an SVG document of its own.
    package func svgFile(name: String) -> String { svg(idPrefix: name, isFile: true).rendered + "\n" }

    /// The figure as one `svg` element. `idPrefix` sets its ids apart from those of the page's other figures.
    ///
    /// In a page with `stylesheet` it follows the theme; without it, it is drawn in the light theme's colours. As a file of
    /// its own (`isFile`) it shows its title, has a ground, and follows the reader's system.
    package func svg(idPrefix: String, isFile: Bool = false) -> Markup {
        let drawing = chart.drawing
        let id = String(idPrefix.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
        let top = isFile ? 34.0 : 2.0
        let margin = isFile ? 16.0 : 0
        let size = (Drawing.width + 2 * margin, drawing.height + top + 2 + 2 * margin)
        let viewBox = [-margin, -top - margin, size.0, size.1].map(coordinate).joined(separator: " ")
        var attributes = [
            Attribute("class", "fig"), Attribute("viewBox", viewBox), Attribute("width", coordinate(size.0)),
            Attribute("height", coordinate(size.1)), Attribute("role", "img"),
            Attribute("aria-labelledby", "\(id)-title \(id)-desc"), Attribute("font-family", Self.fontFamily),
            Attribute("font-size", coordinate(Drawing.labelSize)),
        ]
        if isFile { attributes.insert(Attribute("xmlns", "http://www.w3.org/2000/svg"), at: 0) }
        return .element(
            "svg", attributes,
            [
                .tag("title", ["id": "\(id)-title"], .text(title)),
                .tag("desc", ["id": "\(id)-desc"], .text(description)),
            ] + (isFile ? [.tag("style", [:], .text(Self.fileStylesheet))] : [])
                + (isFile ? ground(top: -top - margin, left: -margin, size) : []) + drawing.marks)
    }

    /// The background and the visible title of a file.
    private func ground(top: Double, left: Double, _ size: (Double, Double)) -> [Markup] {
        let background = Box(left: left, top: top, width: size.0, height: size.1)
        let heading = Markup.label(title, x: 0, y: -16, size: 15, width: Drawing.width, isStrong: true)
        return [.filled(.surface, [], [.rectangle(background)]), .filled(.ink, [], [heading])]
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
