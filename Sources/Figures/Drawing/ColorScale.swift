/// How values become the colours of a heat map.
struct ColorScale {
    /// One of the ends of the colours, and how much of it.
    struct Shade {
        let paint: Paint
        let opacity: Double

        /// What text on it is painted with.
        var text: Paint { opacity > ColorScale.fullFrom(paint) ? .onFull : .onPale }
    }

    private let colors: HeatMap.Colors

    init(_ colors: HeatMap.Colors) {
        self.colors = colors
    }

    /// Nil for what has no colour.
    func color(_ value: Double) -> Shade? {
        guard value.isDrawable else { return nil }
        switch colors {
        case .diverging(let limit):
            guard limit.isDrawable, limit > 0 else { return nil }
            return Shade(paint: value < 0 ? .low : .high, opacity: min(1, value.magnitude / limit))
        case .sequential(let low, let high):
            guard low.isDrawable, high.isDrawable, low < high else { return nil }
            return Shade(paint: .low, opacity: max(0, min(1, (value - low) / (high - low))))
        }
    }

    /// From which opacity white stands out more than black, in the light theme. In the dark one all text is white.
    static func fullFrom(_ paint: Paint) -> Double {
        let steps = stride(from: 0.0, through: 1, by: 0.01)
        return steps.first { opacity in
            let cell = Color(paint.light).over(Color(Paint.surface.light), opacity: opacity)
            return cell.contrast(with: Color(Paint.onFull.light)) > cell.contrast(with: Color(Paint.onPale.light))
        } ?? 1
    }
}

extension ColorScale {
    /// How much room a bar takes with its title and its ticks.
    static let barHeight = 48.0

    /// The colours with the values at their ends, and what they measure.
    func bar(_ measure: String, middle: Double, top: Double) -> [Markup] {
        let (low, high, zero): (Double, Double, Double?) =
            switch colors {
            case .diverging(let limit): (-limit, limit, 0)
            case .sequential(let low, let high): (low, high, nil)
            }
        guard color(low) != nil, color(high) != nil else { return [] }
        let width = 200.0
        let bar = Box(
            left: max(20, min(middle - width / 2, Drawing.width - width - 20)), top: top + 18, width: width, height: 10)
        let ticks = [(low, bar.left), (zero, bar.middleX), (high, bar.right)].compactMap { value, x in
            value.map {
                Markup.centred(withMinus(short($0)), about: x, y: bar.bottom + 15, size: Drawing.tickSize)
            }
        }
        let title = Markup.centred(measure, about: bar.middleX, y: bar.top - 7, size: Drawing.tickSize)
        return pieces(bar, from: low, to: high)
            + [.stroked(.axis, [], [.rectangle(bar)])] + [.filled(.soft, [], [title] + ticks)]
    }

    private func pieces(_ bar: Box, from low: Double, to high: Double) -> [Markup] {
        let count = 40
        let pieces = (0..<count).compactMap { index -> (paint: Paint, mark: Markup)? in
            let value = low + (high - low) * (Double(index) + 0.5) / Double(count)
            let piece = Box(
                left: bar.left + bar.width * Double(index) / Double(count), top: bar.top,
                width: bar.width / Double(count), height: bar.height)
            return color(value).map { ($0.paint, .rectangle(piece, opacity: $0.opacity)) }
        }
        return [Paint.low, .high].map { paint in
            let marks = pieces.filter { $0.paint == paint }.map(\.mark)
            return Markup.filled(paint, [Attribute("shape-rendering", "crispEdges")], marks)
        }
    }
}
