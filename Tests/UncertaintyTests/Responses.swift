import Foundation
import Testing

@testable import LogProbs
@testable import Uncertainty

/// A response of these rows, chosen token first; texts and flags token by token, where they matter.
func response(_ rows: [[Float]], texts: [String] = [], flags: [TokenFlags] = []) -> TokenLogProbs {
    var tokens = TokenLogProbs()
    for (token, row) in rows.enumerated() {
        tokens.append(
            bytes: token < texts.count ? Array(texts[token].utf8) : [], row: row,
            flags: token < flags.count ? flags[token] : [])
    }
    return tokens
}

/// A response of which only the chosen tokens' surprise is known.
func surprises(_ values: [Float]) -> TokenLogProbs { response(values.map { [-$0] }) }

/// Log-probs of these probabilities.
func logs(_ probabilities: [Double]) -> [Float] { probabilities.map { Float(log($0)) } }

func value(_ score: Score, _ tokens: TokenLogProbs, _ options: ScoringOptions = ScoringOptions()) throws -> Double {
    let place = try #require(ScoreCatalogue.place(of: score.identifier))
    return ScoreCatalogue.values(of: tokens, options)[place]
}

/// Scores by their identifiers, as the catalogue orders them, of those that are not missing.
func present(_ tokens: TokenLogProbs, _ options: ScoringOptions = ScoringOptions()) -> [String] {
    zip(ScoreCatalogue.identifiers, ScoreCatalogue.values(of: tokens, options)).filter { !$1.isNaN }.map(\.0)
}

/// Agreement to 1e-9: sums in double, in another order.
func isNear(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * max(1, abs(expected))
}

/// Agreement to 2e-6: rows are in single precision, whose log-probs are off by 1e-7 of their size.
func isNearSingle(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 2e-6 * max(1, abs(expected))
}

/// SplitMix64: a few good bits for tests.
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    /// Rows of `count` log-probs, of probabilities that sum to less than 1; the chosen token is any of them.
    mutating func rows(tokens: Int, count: Int = 20) -> [[Float]] {
        (0..<tokens).map { _ in
            let steepness = Double.random(in: 0...8, using: &self)
            let weights = (0..<count).map { _ in exp(-steepness * Double.random(in: 0...1, using: &self)) }
            let mass = Double.random(in: 0.5...0.99, using: &self)
            let total = weights.reduce(0, +)
            let listed = logs(weights.map { mass * $0 / total }).sorted(by: >)
            let chosen = Int.random(in: 0..<count, using: &self)
            return [listed[chosen]] + listed[..<chosen] + listed[(chosen + 1)...]
        }
    }
}

/// The responses of a file of `Notebooks/data`.
func realResponses(_ name: String) throws -> [TokenizedResponse] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
        path: "../../Notebooks/data/\(name)")
    return try ResponseFile(file.path).all().map { outcome in
        guard case .response(let response, _, _) = outcome else { throw Unexpected(outcome: outcome) }
        return response
    }
}

struct Unexpected: Error {
    let outcome: ReadOutcome
}
