/// All signals of a response, each in a few numbers.
package struct SemanticScores: Sendable, Equatable {
    private var summaries: [SemanticSignal: SignalSummary] = [:]

    package init() {}

    package mutating func add(_ token: TokenSignals) {
        for signal in SemanticSignal.allCases { summaries[signal, default: SignalSummary()].add(token[signal]) }
    }

    /// How many tokens there are.
    package var count: Int { self[.uncertainty].count }

    package subscript(signal: SemanticSignal) -> SignalSummary { summaries[signal] ?? SignalSummary() }

    /// Each number with the name of its column in a file of scores: `hbar_s`, which is the mean of the five largest values,
    /// `hbar_s.mean`, `hbar_s.max`, `hbar_s.low`, and so on. None where there is no token.
    package var columns: [(name: String, value: Double)] {
        guard count > 0 else { return [] }
        return SemanticSignal.allCases.flatMap { signal in
            let (name, summary) = (signal.rawValue, self[signal])
            return [
                (name, summary.top), ("\(name).mean", summary.mean), ("\(name).max", summary.max),
                ("\(name).low", summary.low),
            ]
        }
    }
}
