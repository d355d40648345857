package import LogProbs
package import Uncertainty

/// Why a generation ended.
package enum GenerationEnd: Sendable, Equatable, CustomStringConvertible {
    /// The model said that it is done.
    case endOfText
    /// There were as many tokens as were asked for, or as the context holds.
    case length
    /// The token at this step, from 1, was too risky and is not a part of the answer.
    case halted(step: Int)

    /// As files of scores have it.
    package var name: String {
        switch self {
        case .endOfText: "end-of-text"
        case .length: "length"
        case .halted(let step): "halted-\(step)"
        }
    }

    package var description: String {
        switch self {
        case .endOfText: "end of text"
        case .length: "length"
        case .halted(let step): "halted at step \(step)"
        }
    }
}

/// A token as it was generated.
package struct GeneratedToken: Sendable, Equatable {
    /// From 1.
    package let step: Int
    /// Its bytes; it may be a part of a character.
    package let bytes: [UInt8]
    /// Whether it is a mark of the model's own, and no text.
    package let isSpecial: Bool
    package let logProb: Double
    package let signals: TokenSignals
    /// P_fail, as the monitor sees it.
    package let failureProbability: Double

    /// A part of a character is shown as U+FFFD.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// An answer with what was measured while it was generated.
package struct Generation: Sendable {
    /// Without marks of the model's own.
    package let text: String
    /// With the likeliest alternatives, as servers return them.
    package let tokens: TokenLogProbs
    package let end: GenerationEnd
    /// How many tokens the prompt took.
    package let promptTokens: Int
    /// Of the tokens that are a part of the answer.
    package let scores: SemanticScores
    /// The same tokens with their signals; empty in score-only mode.
    package let trajectory: [GeneratedToken]
    /// The token that was too risky to be emitted.
    package let withheld: GeneratedToken?

    /// The answer in canonical form, with its scores, which cannot be had from log-probs.
    package func response(
        id: String, group: String? = nil, item: String? = nil, label: Int? = nil
    ) -> TokenizedResponse {
        var notes: Set<ResponseNote> = []
        if tokens.isEmpty { notes.insert(.empty) }
        if end == .length { notes.insert(.cutOff) }
        return TokenizedResponse(
            id: id, group: group, item: item, label: label, format: .haltbook, tokens: tokens,
            otherText: text == tokens.text ? nil : text, notes: notes,
            scores: Dictionary(uniqueKeysWithValues: scores.columns.map { ($0.name, $0.value) }))
    }
}
