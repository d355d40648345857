/// How many values of one or more classes lie in each of equal stretches of an axis.
package struct Histogram: Codable, Sendable, Equatable {
    package struct CountedClass: Codable, Sendable, Equatable {
        package var name: String
        /// For each stretch, from the lowest on.
        package var counts: [Int]
        package var hue: Hue?

        package init(_ name: String, _ counts: [Int], hue: Hue? = nil) {
            self.name = name
            self.counts = counts
            self.hue = hue
        }
    }

    /// What is measured.
    package var x: Axis
    /// What is counted, in the plural: "responses".
    package var counted: String
    /// Where the first stretch begins, and how long each is.
    @Reading package var start: Double
    @Reading package var width: Double
    package var classes: [CountedClass]
    /// How many values have no place, because they are not finite.
    package var omitted: Int

    package init(
        x: Axis, counted: String, start: Double, width: Double, classes: [CountedClass], omitted: Int = 0
    ) {
        self.x = x
        self.counted = counted
        self.start = start
        self.width = width
        self.classes = classes
        self.omitted = omitted
    }
}

extension Histogram {
    /// Counts values in at most `count` stretches of 1, 2 or 5 times a power of ten, over the axis's range where it has one.
    /// A value on the border of two is in the upper one, and the highest of all in the last.
    package init(
        of values: [(name: String, values: [Double])], x: Axis, counted: String, count: Int = 20
    ) {
        let range = x.range.map { [$0.lowerBound, $0.upperBound] } ?? []
        let all = values.flatMap(\.values)
        let drawn = (all + range).filter(\.isDrawable)
        let (low, high) = (drawn.min() ?? 0, drawn.max() ?? 1)
        let (start, width, bins) = Self.stretches(low, high, count: max(1, count), isWhole: x.ticks == .integers)
        let classes = values.map { name, values in
            var counts = [Int](repeating: 0, count: drawn.isEmpty ? 0 : bins)
            for value in values where value.isDrawable {
                counts[max(0, min(bins - 1, Int(((value - start) / width + 1e-9).rounded(.down))))] += 1
            }
            return CountedClass(name, counts)
        }
        self.init(
            x: x, counted: counted, start: start, width: width, classes: classes,
            omitted: all.count { !$0.isDrawable })
    }

    private static func stretches(
        _ low: Double, _ high: Double, count: Int, isWhole: Bool
    ) -> (start: Double, width: Double, bins: Int) {
        let size = max(low.magnitude, high.magnitude)
        guard high - low > max(size * 1e-9, 1e-90) else {
            let width = size > 1e-90 && !(isWhole && size < 1e12) ? size / 5 : 1
            return (low - width / 2, width, 1)
        }
        let step = NiceStep(span: high - low, count: count, isWhole: isWhole)
        let ends = step.widened(low, high)
        return (ends.low, step.size, max(1, Int(((ends.high - ends.low) / step.size).rounded())))
    }
}

extension Histogram {
    /// The number of stretches; none where they have no place.
    var bins: Int {
        let count = classes.map(\.counts.count).max() ?? 0
        let hasPlace = start.isDrawable && width.isDrawable && width > 0 && edge(count).isDrawable
        return hasPlace && edge(count) > edge(0) ? count : 0
    }

    /// Where a stretch begins, and the one before it ends.
    func edge(_ index: Int) -> Double {
        let edge = start + Double(index) * width
        if edge.magnitude < width * 1e-9 { return 0 }
        // Without the last bits that adding has left: 0.15 and not 0.15000000000000002.
        return Double(scientific(edge, digits: 11)) ?? edge
    }

    func count(_ of: CountedClass, _ bin: Int) -> Int { of.counts.indices.contains(bin) ? max(0, of.counts[bin]) : 0 }

    /// As a real number, since a sum of any counts is one.
    func total(_ of: CountedClass) -> Double { (0..<bins).reduce(0) { $0 + Double(count(of, $1)) } }
}
