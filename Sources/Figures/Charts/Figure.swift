/// A chart with its title: what a command answers, the record keeps and a report draws.
package struct Figure: Codable, Sendable, Equatable {
    package var title: String
    package var chart: Chart
    /// What the author says the figure shows; without it the data are put into words.
    package var alternative: String?

    package init(title: String, chart: Chart, alternative: String? = nil) {
        self.title = title
        self.chart = chart
        self.alternative = alternative
    }

    /// What a reader who does not see the figure should know, such as
    /// "macro-F1 rises from 0.61 to 0.98 over 5 epochs; best 0.98 at epoch 5".
    package var description: String { alternative ?? chart.description }
}

/// The data of a figure and the form in which they are drawn.
package enum Chart: Sendable, Equatable {
    case lines(LineChart)
    case bars(BarChart)
    case scatter(ScatterChart)
    case heatMap(HeatMap)
    case histogram(Histogram)
    case boxes(BoxPlot)
    case tokens(TokenStrip)
}

/// As JSON a chart is its own fields and a `kind`.
extension Chart: Codable {
    private enum Key: CodingKey { case kind }

    private enum Kind: String, Codable {
        case lines, bars, scatter, heatMap, histogram, boxes, tokens
    }

    package init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Key.self).decode(Kind.self, forKey: .kind) {
        case .lines: self = .lines(try LineChart(from: decoder))
        case .bars: self = .bars(try BarChart(from: decoder))
        case .scatter: self = .scatter(try ScatterChart(from: decoder))
        case .heatMap: self = .heatMap(try HeatMap(from: decoder))
        case .histogram: self = .histogram(try Histogram(from: decoder))
        case .boxes: self = .boxes(try BoxPlot(from: decoder))
        case .tokens: self = .tokens(try TokenStrip(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let (kind, chart): (Kind, any Encodable) =
            switch self {
            case .lines(let chart): (.lines, chart)
            case .bars(let chart): (.bars, chart)
            case .scatter(let chart): (.scatter, chart)
            case .heatMap(let chart): (.heatMap, chart)
            case .histogram(let chart): (.histogram, chart)
            case .boxes(let chart): (.boxes, chart)
            case .tokens(let chart): (.tokens, chart)
            }
        try container.encode(kind, forKey: .kind)
        try chart.encode(to: encoder)
    }
}
