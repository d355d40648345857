import LogProbs
import Uncertainty

/// What a verdict looks at.
enum ScoredSignal: Sendable {
    /// The model's logit.
    case halt
    /// A score, by its place in the catalogue.
    case score(Int)
    /// A score that responses bring with them, by its name there.
    case measured(String)
}

/// Whoever says from a response's scores whether it is hallucinated.
enum Judge: Sendable {
    case probability(atLeast: Double)
    case thresholds(ThresholdFile, ScoredSignal)

    /// Nil where there is nothing to judge by; a reason that is not among the response's other warnings goes with it.
    func verdict(on response: ScoredResponse) -> (isHallucinated: Bool?, reason: String?) {
        switch self {
        case .probability(let least):
            guard let probability = response.probability else { return (nil, nil) }
            return (Double(probability) >= least, nil)
        case .thresholds(let file, let signal):
            guard let value = value(signal, response) else {
                guard case .measured(let name) = signal else { return (nil, nil) }
                return (nil, "no-verdict: the response brings no score `\(name)` with it")
            }
            if case .score(let place) = signal, ScoreCatalogue.all[place].dependsOnK {
                do throws(ThresholdFileProblem) {
                    try file.require(signal: file.signal, k: response.k, model: nil)
                } catch {
                    return (nil, "no-verdict: the file of thresholds cannot be used: \(error)")
                }
            }
            let verdict = file.flags(value, group: response.group)
            guard verdict == nil else { return (verdict, nil) }
            return (nil, "no-threshold: \(file.entry(forGroup: response.group).why ?? "the file has none")")
        }
    }

    private func value(_ signal: ScoredSignal, _ response: ScoredResponse) -> Double? {
        let value: Double
        switch signal {
        case .halt: value = response.logit.map(Double.init) ?? .nan
        case .score(let place): value = response.scores[place]
        case .measured(let name): value = response.measured[name] ?? .nan
        }
        return value.isNaN ? nil : value
    }
}
