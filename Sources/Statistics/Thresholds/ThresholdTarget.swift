/// What a threshold is to keep, in the population that the samples were drawn from.
package enum ThresholdTarget: Sendable, Equatable, Codable {
    /// The share of positives that are flagged.
    case recall(atLeast: Double)
    /// The share of flagged samples that are positive.
    case precision(atLeast: Double)
    /// The share of negatives that are flagged.
    case falsePositiveRate(atMost: Double)
    /// The share of all samples that are flagged.
    case flagRate(atMost: Double)

    /// The level that is kept.
    package var level: Double {
        switch self {
        case .recall(let level), .precision(let level), .falsePositiveRate(let level), .flagRate(let level): level
        }
    }

    /// The share that may go wrong: of positives missed, of flagged negative, or of what is not to be flagged.
    var missedShare: Double {
        switch self {
        case .recall(let level), .precision(let level): 1 - level
        case .falsePositiveRate(let level), .flagRate(let level): level
        }
    }

    /// The samples whose number decides whether there can be a guarantee.
    package var counted: CountedSamples {
        switch self {
        case .recall, .precision: .positives
        case .falsePositiveRate: .negatives
        case .flagRate: .samples
        }
    }
}

extension ThresholdTarget: CustomStringConvertible {
    package var description: String {
        switch self {
        case .recall(let level): "recall >= \(level)"
        case .precision(let level): "precision >= \(level)"
        case .falsePositiveRate(let level): "false positive rate <= \(level)"
        case .flagRate(let level): "flag rate <= \(level)"
        }
    }
}

/// The samples of which a guarantee needs a number.
package enum CountedSamples: String, Sendable, Codable {
    case positives
    case negatives
    case samples
}
