import Notebooks

/// The numbers that an option takes.
package struct Bounds: Hashable, Sendable {
    private var lower: Double?
    private var upper: Double?
    private var includesLower = true
    private var includesUpper = true

    package static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower) }
    package static func over(_ lower: Double) -> Bounds { Bounds(lower: lower, includesLower: false) }
    package static func from(_ lower: Double, through upper: Double) -> Bounds { Bounds(lower: lower, upper: upper) }
    package static func from(_ lower: Double, below upper: Double) -> Bounds {
        Bounds(lower: lower, upper: upper, includesUpper: false)
    }
    package static func between(_ lower: Double, _ upper: Double) -> Bounds {
        Bounds(lower: lower, upper: upper, includesLower: false, includesUpper: false)
    }

    package func contains(_ number: Double) -> Bool {
        if let lower, includesLower ? number < lower : number <= lower { return false }
        if let upper, includesUpper ? number > upper : number >= upper { return false }
        return number.isFinite
    }
}

extension Bounds: CustomStringConvertible {
    /// In words that follow a type, as in `of at least 1`.
    package var description: String {
        let parts = [
            lower.map { (includesLower ? "at least " : "more than ") + $0.plain },
            upper.map { (includesUpper ? "at most " : "less than ") + $0.plain },
        ]
        return "of " + parts.compactMap(\.self).joined(separator: " and ")
    }
}
