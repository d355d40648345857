/// What is to be known of a response beside its log-probs.
package enum ResponseNote: String, CaseIterable, Sendable {
    /// The model refused, in tokens of their own.
    case refusal = "refusal"
    /// The model called tools; servers give no log-probs of that.
    case toolCalls = "tool-calls"
    /// There is neither text nor a token.
    case empty = "empty"
    /// There is text, but no log-probs: the request did not ask for them, or the server has none.
    case noLogProbs = "no-log-probs"
    /// The first tokens are the prompt's, and marked so.
    case promptEcho = "prompt-echo"
    /// The first tokens are the prompt's, and nothing says how many: only the first is marked so.
    case promptEndUnknown = "prompt-end-unknown"
    /// The prompt's log-probs stand beside the response's, and were not read.
    case promptBeside = "prompt-beside"
    /// The text goes on where the tokens end: some have no log-probs.
    case textLonger = "text-longer"
    /// The tokens hold more than the text, such as thinking or the end of the text.
    case tokensLonger = "tokens-longer"
    /// The tokens, put together, are not the text.
    case textDiffers = "text-differs"
    /// Which tokens were chosen is not said; the first of each list was taken.
    case chosenAssumed = "chosen-assumed"
    /// The server ended the response at its limit of tokens.
    case cutOff = "cut-off"
    /// The label is none that is known: 0, 1, true, false.
    case unknownLabel = "unknown-label"
}
