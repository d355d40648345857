import Figures
import LanguageModels
import LogProbs
import Statistics
import Uncertainty

/// What is told of an answer, as text and as JSON.
struct GenerationReport {
    private let generation: Generation
    private let monitor: CalibratedMonitor
    private let showsTrajectory: Bool

    init(_ generation: Generation, _ monitor: CalibratedMonitor, showsTrajectory: Bool) {
        self.generation = generation
        self.monitor = monitor
        self.showsTrajectory = showsTrajectory
    }

    // MARK: Text

    var text: String {
        [generation.text, end, showsTrajectory ? trajectory : "", summaries, rule].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    private var end: String {
        let count = generation.tokens.count
        var text =
            "ended: \(generation.end), after \(count) token\(count == 1 ? "" : "s") (prompt: \(generation.promptTokens))"
        if let token = generation.withheld {
            text += "\nwithheld: \(Self.quoted(token.text)), P_fail \(short(token.failureProbability))"
        }
        return text
    }

    private var summaries: String {
        guard generation.scores.count > 0 else { return "" }
        let rows = SemanticSignal.allCases.map { signal in
            let summary = generation.scores[signal]
            return [signal.rawValue] + [summary.top, summary.mean, summary.max, summary.low].map { short($0) } + [
                signal.title
            ]
        }
        return TextTable([["signal", "score", "mean", "largest", "5 smallest", ""]] + rows).text
    }

    private var trajectory: String {
        let rows = (generation.trajectory + (generation.withheld.map { [$0] } ?? [])).map { token in
            [String(token.step), Self.quoted(token.text)] + Self.values(token).map { short($0) }
        }
        return TextTable([["step", "token"] + SemanticSignal.allCases.map(\.rawValue) + ["p_fail"]] + rows).text
    }

    private static func values(_ token: GeneratedToken) -> [Double] {
        SemanticSignal.allCases.map { token.signals[$0] } + [token.failureProbability]
    }

    /// A token on one line.
    private static func quoted(_ text: String) -> String { text.debugDescription }

    private var rule: String {
        let rule = monitor.monitor
        let places = rule.checkEvery == 1 ? "every token" : "every \(rule.checkEvery) tokens"
        return """
            score: the mean of the five largest values
            halts: where P_fail of \(rule.signal.rawValue) is over \(short(rule.cutoff)) (tau \(short(rule.threshold)), \
            lambda \(short(rule.steepness))), looked at \(places)
            direction: \(monitor.directionInWords)
            """
    }
}

// MARK: JSON

extension GenerationReport: Encodable {
    private enum Key: String, CodingKey {
        case text, end, step, tokens, promptTokens = "prompt_tokens", scores, monitor, withheld, trajectory
    }

    private struct Token: Encodable {
        let step: Int
        let token: String
        let logprob: Double
        let values: [String: Double]
    }

    private struct Rule: Encodable {
        let signal: String
        let direction: String
        let means: String
        let tau: Double
        let lambda: Double
        let cutoff: Double
        let checkEvery: Int
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(generation.text, forKey: .text)
        try object.encode(endName, forKey: .end)
        if case .halted(let step) = generation.end { try object.encode(step, forKey: .step) }
        try object.encode(generation.tokens.count, forKey: .tokens)
        try object.encode(generation.promptTokens, forKey: .promptTokens)
        let scores = Dictionary(uniqueKeysWithValues: generation.scores.columns.map { ($0.name, $0.value) })
        try object.encode(scores, forKey: .scores)
        let rule = monitor.monitor
        try object.encode(
            Rule(
                signal: rule.signal.rawValue, direction: rule.direction == .higherIsPositive ? "higher" : "lower",
                means: monitor.directionInWords, tau: rule.threshold, lambda: rule.steepness, cutoff: rule.cutoff,
                checkEvery: rule.checkEvery), forKey: .monitor)
        try object.encodeIfPresent(generation.withheld.map(Self.token), forKey: .withheld)
        if showsTrajectory { try object.encode(generation.trajectory.map(Self.token), forKey: .trajectory) }
    }

    private var endName: String {
        if case .halted = generation.end { return "halted" }
        return generation.end.name
    }

    private static func token(_ token: GeneratedToken) -> Token {
        let names = SemanticSignal.allCases.map(\.rawValue) + ["p_fail"]
        return Token(
            step: token.step, token: token.text, logprob: token.logProb,
            values: Dictionary(uniqueKeysWithValues: zip(names, values(token))))
    }
}
