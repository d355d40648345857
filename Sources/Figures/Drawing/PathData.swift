/// The `d` of a path through points, as short as it can be without a difference that one could see.
struct PathData {
    private(set) var text = ""
    private var last: (x: String, y: String)?
    private var isMoving = true

    /// Ends the line; the next point begins another.
    mutating func lift() { isMoving = true }

    mutating func add(_ x: Double, _ y: Double) {
        let point = (x: coordinate(x), y: coordinate(y))
        defer {
            last = point
            isMoving = false
        }
        guard !isMoving, let last else {
            text += "M\(point.x) \(point.y)"
            return
        }
        if last.x == point.x && last.y == point.y {
            return
        } else if last.y == point.y {
            text += "H\(point.x)"
        } else if last.x == point.x {
            text += "V\(point.y)"
        } else {
            text += "L\(point.x) \(point.y)"
        }
    }

    mutating func close() {
        text += "Z"
        lift()
    }

    /// The points that a line needs to look the same: of those that fall into one unit of x only the first, the
    /// lowest, the highest and the last. Lines of thousands of steps stay small so.
    static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard points.count > 1000 else { return corners(points) }
        var kept: [(x: Double, y: Double)] = []
        var start = 0
        while start < points.count {
            let column = points[start].x.rounded(.down)
            var (end, low, high) = (start, start, start)
            while end + 1 < points.count, points[end + 1].x.rounded(.down) == column {
                end += 1
                if points[end].y < points[low].y { low = end }
                if points[end].y > points[high].y { high = end }
            }
            kept += Set([start, low, high, end]).sorted().map { points[$0] }
            start = end + 1
        }
        return corners(kept)
    }

    /// Without the points within a straight horizontal or vertical run, of which ROC curves are full.
    private static func corners(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        var kept: [(x: Double, y: Double)] = []
        for point in points {
            if kept.count >= 2, isBetween(kept[kept.count - 2], kept[kept.count - 1], point) { kept.removeLast() }
            kept.append(point)
        }
        return kept
    }

    private static func isBetween(
        _ first: (x: Double, y: Double), _ middle: (x: Double, y: Double), _ last: (x: Double, y: Double)
    ) -> Bool {
        let isVertical = first.x == middle.x && middle.x == last.x
        let isHorizontal = first.y == middle.y && middle.y == last.y
        return isVertical && (middle.y - first.y) * (last.y - middle.y) >= 0
            || isHorizontal && (middle.x - first.x) * (last.x - middle.x) >= 0
    }
}
