/// A plot's box with the domains of its axes: where values are, the grid and the axes.
struct Plot {
    var box: Box
    /// nil when there is nothing to show.
    var x: Domain?
    var y: Domain?

    /// Where a value of x is; nil when it has no place.
    func across(_ value: Double) -> Double? {
        x?.position(value).map { box.left + $0 * box.width }
    }

    func up(_ value: Double) -> Double? {
        y?.position(value).map { box.bottom - $0 * box.height }
    }

    func point(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
        guard let across = across(x), let up = up(y) else { return nil }
        return (across, up)
    }
}

extension Plot {
    /// Room for the tick labels of a y axis, with the gap to the plot.
    static func margin(for domain: Domain?) -> Double {
        let widths = (domain?.ticks ?? []).map { TextWidth.of($0.label, size: Drawing.tickSize) }
        return max(8, (widths.max() ?? 0) + 8)
    }

    /// A domain with the most ticks, `count` or fewer, whose labels stand apart in `width`.
    static func acrossDomain(
        _ values: [Double], _ axis: Axis, width: Double, _ fit: Domain.Fit
    ) -> Domain? {
        var fit = fit
        while let domain = Domain.fitting(values, axis, fit) {
            if fit.count <= 1 || haveRoom(domain, width: width) { return domain }
            fit.count -= 1
        }
        return nil
    }

    /// The least room beside a plot.
    private static let sides = (left: 8.0, right: 14.0)

    private static func haveRoom(_ domain: Domain, width: Double) -> Bool {
        let halves = domain.ticks.map { TextWidth.of($0.label, size: Drawing.tickSize) / 2 }
        let centers = zip(domain.ticks, halves).map { tick, half in
            held((domain.position(tick.value) ?? 0) * width, half: half, from: -sides.left, to: width + sides.right)
        }
        return centers.indices.dropFirst().allSatisfy { index in
            centers[index] - halves[index] >= centers[index - 1] + halves[index - 1] + 10
        }
    }

    /// Where the middle of a text stands that is to be at a place and within two ends.
    private static func held(_ place: Double, half: Double, from low: Double, to high: Double) -> Double {
        max(min(place, high - half), low + half)
    }

    /// Lines at the ticks.
    func grid(vertical: Bool, horizontal: Bool) -> Markup {
        var data = ""
        if horizontal {
            for tick in y?.ticks ?? [] {
                data +=
                    up(tick.value).map { "M\(coordinate(box.left)) \(coordinate($0))H\(coordinate(box.right))" } ?? ""
            }
        }
        if vertical {
            for tick in x?.ticks ?? [] {
                data +=
                    across(tick.value).map { "M\(coordinate($0)) \(coordinate(box.top))V\(coordinate(box.bottom))" }
                    ?? ""
            }
        }
        return data.isEmpty ? .raw("") : .stroked(.grid, [], [.path(data)])
    }

    /// The line of the x axis with its ticks, and labels under them, or a little beside where the drawing ends.
    func acrossAxis(labelled: Bool) -> [Markup] {
        var data = "M\(coordinate(box.left)) \(coordinate(box.bottom))H\(coordinate(box.right))"
        var labels: [Markup] = []
        for tick in x?.ticks ?? [] {
            guard let place = across(tick.value) else { continue }
            data += "M\(coordinate(place)) \(coordinate(box.bottom))v4"
            labels.append(.centred(tick.label, about: place, y: box.bottom + 17, size: Drawing.tickSize))
        }
        return [.stroked(.axis, [], [.path(data)])] + (labelled && !labels.isEmpty ? [.filled(.soft, [], labels)] : [])
    }

    /// What the x axis measures, under its middle, or beside that where the drawing ends.
    func acrossTitle(_ title: String, y: Double) -> Markup {
        .centred(title, about: box.middleX, y: y)
    }

    /// The labels of the y axis, left of the box.
    func upAxis() -> [Markup] {
        let labels = (y?.ticks ?? []).compactMap { tick in
            up(tick.value).map {
                Markup.label(tick.label, x: box.left - 6, y: $0 + 4, .end, size: Drawing.tickSize)
            }
        }
        return labels.isEmpty ? [] : [.filled(.soft, [], labels)]
    }
}
