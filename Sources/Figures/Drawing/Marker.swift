extension Hue {
    /// The marker that goes with the colour, about the point; its area is much the same for each.
    func marker(_ x: Double, _ y: Double, size: Double = 3.4, _ children: Markup...) -> Markup {
        switch self {
        case .blue:
            return .tag("circle", ["cx": coordinate(x), "cy": coordinate(y), "r": coordinate(size)], children)
        default:
            return .tag("path", ["d": "M" + outline(x, y, size)], children)
        }
    }

    private func outline(_ x: Double, _ y: Double, _ r: Double) -> String {
        func at(_ dx: Double, _ dy: Double) -> String { "\(coordinate(x + dx * r)) \(coordinate(y + dy * r))" }
        func to(_ dx: Double, _ dy: Double) -> String { "l\(coordinate(dx * r)) \(coordinate(dy * r))" }
        func across(_ dx: Double) -> String { "h\(coordinate(dx * r))" }
        func down(_ dy: Double) -> String { "v\(coordinate(dy * r))" }
        switch self {
        case .blue, .green: return at(-0.9, -0.9) + across(1.8) + down(1.8) + across(-1.8) + "z"
        case .vermillion: return at(0, -1.25) + to(1.2, 2.1) + across(-2.4) + "z"
        case .purple: return at(0, -1.3) + to(1.3, 1.3) + to(-1.3, 1.3) + to(-1.3, -1.3) + "z"
        case .ochre: return at(0, 1.25) + to(1.2, -2.1) + across(-2.4) + "z"
        case .gray:
            return at(-0.4, -1.2) + across(0.8) + down(0.8) + across(0.8) + down(0.8) + across(-0.8) + down(0.8)
                + across(-0.8) + down(-0.8) + across(-0.8) + down(-0.8) + across(0.8) + "z"
        }
    }
}
