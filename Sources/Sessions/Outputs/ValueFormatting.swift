package import Notebooks
import Figures

extension ValueReference {
    /// The value as prose quotes it.
    package func formatted(_ value: Value) -> String {
        guard let number = value.number else { return value.description }
        switch format {
        case .fixed(let digits): return fixed(number, digits: digits)
        case .percent(let digits): return percent(number, digits: digits)
        case .scientific(let digits): return scientific(number, digits: digits)
        case .grouped: if case .integer(let integer) = value { return grouped(integer) }
        case nil: if case .real = value { return short(number) }
        }
        return value.description
    }
}
