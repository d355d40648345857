/// The names under columns: level where they fit, else slanted, and only every so-many-th where even that is too dense.
struct CategoryLabels {
    private let names: [String]
    private let slot: Double
    private let isSlanted: Bool
    private static let longest = 110.0
    /// How far apart slanted lines of text must be along the axis: their height over the sine of 40°.
    private static let pitch = 22.0

    init(_ names: [String], slot: Double) {
        self.names = names
        self.slot = slot
        isSlanted = names.contains { TextWidth.of($0, size: Drawing.tickSize) > slot - 6 }
    }

    var height: Double {
        guard isSlanted else { return names.isEmpty ? 0 : 20 }
        let widest = names.map { min(Self.longest, TextWidth.of($0, size: Drawing.tickSize)) }.max() ?? 0
        return widest * 0.64 + 20  // the sine of 40°
    }

    /// `center(i)` is the middle of the i-th slot.
    func marks(top: Double, center: (Int) -> Double) -> [Markup] {
        let every = isSlanted ? max(1, Int((Self.pitch / slot).rounded(.up))) : 1
        let labels = names.indices.filter { $0 % every == 0 }.map { index in
            isSlanted
                ? Markup.label(
                    names[index], x: center(index) + 4, y: top + 13, .end, size: Drawing.tickSize,
                    width: Self.longest, rotation: -40)
                : Markup.label(names[index], x: center(index), y: top + 15, .middle, size: Drawing.tickSize)
        }
        return labels.isEmpty ? [] : [.filled(.ink, [], labels)]
    }
}
