package import Notebooks

/// The seeds of a study, written `1..5`: both ends are in it.
package struct SeedRange: OptionContent {
    package static var type: ValueType { .text }
    package static var form: String? { "a range of 2 to \(most) seeds such as `1..5`" }
    private static let most = 1000

    package let seeds: ClosedRange<Int>

    package init?(_ value: Value) {
        guard case .text(let text) = value, let dots = text.firstRange(of: "..") else { return nil }
        guard let first = Int(text[..<dots.lowerBound]), let last = Int(text[dots.upperBound...]), first >= 0,
            last > first, last - first < Self.most
        else { return nil }
        seeds = first...last
    }

    package var value: Value { .text("\(seeds.lowerBound)..\(seeds.upperBound)") }
}
