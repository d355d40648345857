/// What is known of one token beside its log-probs.
package struct TokenFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The server's list of alternatives does not hold the chosen token.
    package static let outsideList = TokenFlags(rawValue: 1)
    /// The chosen token's own log-prob is not known; its place in the row holds NaN. It is outside the list, too.
    package static let chosenMissing = TokenFlags(rawValue: 2)
    /// The list held values that stand for none, such as -9999; they are left out.
    package static let alternativesMissing = TokenFlags(rawValue: 4)
    /// A token of the model's own, such as the end of the text.
    package static let special = TokenFlags(rawValue: 8)
    /// A token of the prompt, which the server has sent back.
    package static let prompt = TokenFlags(rawValue: 16)
}
