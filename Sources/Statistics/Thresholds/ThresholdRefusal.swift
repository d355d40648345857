/// Why there is no threshold with a guarantee.
package enum ThresholdRefusal: Error, Sendable, Equatable {
    /// No threshold could be guaranteed with so few samples, whatever their scores.
    case tooFew(CountedSamples, present: Int, needed: Int, target: ThresholdTarget, risk: Double)
    /// There are enough samples, but no threshold that was tried keeps its target surely enough; of the best one, so many
    /// of those that it flags are positive.
    case notKept(target: ThresholdTarget, risk: Double, hits: Int, flagged: Int)
    /// No threshold flags as many as the strictest must, and leaves one.
    case notParted(target: ThresholdTarget, strictest: Int, samples: Int)

    /// How many more samples there have to be; 0 where their number is not what lacks.
    package var missing: Int {
        switch self {
        case .tooFew(_, let present, let needed, _, _): needed - present
        case .notKept, .notParted: 0
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
            \(target) with a risk of \(risk) is kept by no threshold; the best flags \(flagged), of which \(hits) are \
            positive; ask for less, add samples or use another score
            """
        case .notParted(let target, let strictest, let samples):
            """
            no threshold flags \(strictest) of the \(samples) samples, as \(target) needs, and leaves one; add samples, or use \
            a score with fewer ties
            """
        }
    }
}
