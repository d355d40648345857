/// Why there is no threshold with a guarantee.
package enum ThresholdRefusal: Error, Sendable, Equatable {
    /// No threshold could be guaranteed with so few samples, whatever their scores.
    case tooFew(CountedSamples, present: Int, needed: Int, target: ThresholdTarget, risk: Double)
    /// There are enough samples, but already the strictest threshold tried does not keep its target surely enough.
    case notKept(target: ThresholdTarget, risk: Double, hits: Int, flagged: Int)

    /// How many more samples there have to be; 0 where their number is not what lacks.
    package var missing: Int {
        switch self {
        case .tooFew(_, let present, let needed, _, _): needed - present
        case .notKept: 0
        }
    }
}

extension ThresholdRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooFew(let counted, let present, let needed, let target, let risk):
            """
            \(target) with a risk of \(risk) takes at least \(needed) \(counted.rawValue), and there are \(present); \
            add \(missing) or allow a larger risk
            """
        case .notKept(let target, let risk, let hits, let flagged):
            """
            \(target) with a risk of \(risk) is not kept even by the strictest threshold, where \(hits) of the \(flagged) \
            flagged are positive; ask for less, add samples or use another score
            """
        }
    }
}
