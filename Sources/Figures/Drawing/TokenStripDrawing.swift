/// A token strip laid out: tokens in lines like a text, each on its colour and with a bar below it that is the longer the
/// fuller the colour is; below zero the bar is above.
struct TokenStripDrawing {
    private let strip: TokenStrip
    private let colors: ColorScale
    /// So many tokens are drawn at most; the data have all.
    private static let most = 1000
    private static let pitch = 32.0
    private static let gap = 2.0

    init(_ strip: TokenStrip) {
        self.strip = strip
        colors = ColorScale(strip.colors)
    }

    func draw() -> Drawing {
        let tokens = strip.tokens.prefix(Self.most)
        let places = places(of: tokens.map(\.shown))
        var bottom = (places.last?.bottom ?? 0) + 6
        var marks = tokens.isEmpty ? [] : tokenMarks(Array(zip(tokens, places)))
        if !tokens.contains(where: { $0.value.isDrawable }) {
            let box = Box(left: 0, top: tokens.isEmpty ? 0 : bottom, width: Drawing.width, height: 40)
            marks.append(.nothing(in: box))
            bottom = box.bottom
        }
        if strip.tokens.count > tokens.count {
            let note = "\(counted(strip.tokens.count - tokens.count, strip.piece)) more in the data"
            marks.append(.filled(.soft, [], [.label(note, x: 0, y: bottom + 14, size: Drawing.tickSize)]))
            bottom += 20
        }
        marks += colors.bar(strip.measure.title, middle: Drawing.width / 2, top: bottom + 4)
        return Drawing(marks: marks, height: bottom + 4 + ColorScale.barHeight)
    }

    /// Line by line, as wide as the drawing.
    private func places(of texts: [String]) -> [Box] {
        var (left, top) = (0.0, 2.0)
        return texts.map { text in
            let width = min(Drawing.width, max(12, TextWidth.of(text, size: Drawing.labelSize) + 8))
            if left > 0, left + width > Drawing.width { (left, top) = (0, top + Self.pitch) }
            defer { left += width + Self.gap }
            return Box(left: left, top: top, width: width, height: 24)
        }
    }

    /// One group for each paint.
    private func tokenMarks(_ tokens: [(TokenStrip.Token, Box)]) -> [Markup] {
        var boxes: [(paint: Paint, mark: Markup)] = []
        var texts: [(paint: Paint, mark: Markup)] = []
        var bars: [Markup] = []
        for (index, (token, place)) in tokens.enumerated() {
            let shade = colors.color(token.value)
            let detail = token.detail.map { "; \($0)" } ?? ""
            let title = Markup.title(
                "\(strip.piece) \(index + 1), “\(token.text)”: \(strip.measure.text(token.value))\(detail)")
            boxes.append((shade?.paint ?? .axis, .rectangle(place, opacity: shade?.opacity ?? 0, title)))
            let label = Markup.label(
                token.shown, x: place.middleX, y: place.top + 16.5, .middle, width: place.width - 7.9)
            texts.append((shade?.text ?? .ink, label))
            bars += shade.flatMap { bar(place, $0, isAbove: token.value < 0) }.map { [$0] } ?? []
        }
        let outline = [Attribute("stroke", "currentColor"), Attribute("stroke-opacity", ".35")]
        let empty = [Attribute("stroke", "currentColor"), Attribute("stroke-dasharray", "2 3")]
        func group(_ marks: [(paint: Paint, mark: Markup)], _ paint: Paint, _ attributes: [Attribute] = []) -> [Markup]
        {
            let of = marks.filter { $0.paint == paint }.map(\.mark)
            return of.isEmpty ? [] : [.filled(paint, attributes, of)]
        }
        return group(boxes, .low, outline) + group(boxes, .high, outline) + group(boxes, .axis, empty)
            + group(texts, .onFull) + group(texts, .onPale) + group(texts, .ink)
            + (bars.isEmpty ? [] : [.filled(.ink, [], bars)])
    }

    /// Tells without colour what the colour tells. It stands outside the box, where it covers no text.
    private func bar(_ place: Box, _ shade: ColorScale.Shade, isAbove: Bool) -> Markup? {
        let width = place.width * shade.opacity
        guard width >= 0.5 else { return nil }
        return .rectangle(
            Box(left: place.left, top: isAbove ? place.top - 2 : place.bottom + 0.5, width: width, height: 2))
    }
}
