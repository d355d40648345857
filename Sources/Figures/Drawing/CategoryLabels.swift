/// The names under columns: level where they fit, in two lines where that helps, else slanted, and only every so-many-th where
/// even that is too dense.
struct CategoryLabels {
    private let names: [String]
    private let slot: Double
    /// The names that stand level, line by line; nil where they are slanted.
    private let lines: [[String]]?
    private static let longest = 110.0
    private static let lineHeight = 15.0
    /// How far apart slanted lines of text must be along the axis: their height over the sine of 40°.
    private static let pitch = 22.0

    init(_ names: [String], slot: Double) {
        self.names = names
        self.slot = slot
        let level = names.compactMap { Self.lines($0, width: slot - 6) }
        lines = level.count == names.count ? level : nil
    }

    /// A name in one line, or in two, cut after a sign that joins words.
    private static func lines(_ name: String, width: Double) -> [String]? {
        func isFit(_ text: some StringProtocol) -> Bool { TextWidth.of(String(text), size: Drawing.tickSize) <= width }
        if isFit(name) { return [name] }
        let cuts = name.indices.dropFirst().filter { " _-./".contains(name[name.index(before: $0)]) }
        return cuts.last { isFit(name[..<$0]) && isFit(name[$0...]) }.map {
            [String(name[..<$0]), String(name[$0...])]
        }
    }

    var height: Double {
        if let lines { return lines.map { 5 + Double($0.count) * Self.lineHeight }.max() ?? 0 }
        let widest = names.map { min(Self.longest, TextWidth.of($0, size: Drawing.tickSize)) }.max() ?? 0
        return widest * 0.64 + 20  // the sine of 40°
    }

    /// `center(i)` is the middle of the i-th slot.
    func marks(top: Double, center: (Int) -> Double) -> [Markup] {
        let labels = lines.map { level($0, top: top, center: center) } ?? slanted(top: top, center: center)
        return labels.isEmpty ? [] : [.filled(.ink, [], labels)]
    }

    private func level(_ lines: [[String]], top: Double, center: (Int) -> Double) -> [Markup] {
        lines.enumerated().flatMap { index, lines in
            lines.enumerated().map { number, line in
                Markup.label(
                    line, x: center(index), y: top + Double(number + 1) * Self.lineHeight, .middle,
                    size: Drawing.tickSize)
            }
        }
    }

    private func slanted(top: Double, center: (Int) -> Double) -> [Markup] {
        let every = max(1, Int((Self.pitch / slot).rounded(.up)))
        return names.indices.filter { $0 % every == 0 }.map { index in
            Markup.label(
                names[index], x: center(index) + 4, y: top + 13, .end, size: Drawing.tickSize,
                width: Self.longest, rotation: -40)
        }
    }
}
