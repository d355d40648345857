/// Why a line, or a response in it, could not be taken.
package struct ResponseProblem: Error, Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// It is not JSON, or not text.
        case unreadable
        /// It is longer than the limit.
        case tooLong = "too-long"
        /// It is JSON of another kind than what servers return.
        case unknownFormat = "unknown-format"
        /// It is of a known format, but something in it is of the wrong type.
        case malformed
        /// The server answered with an error.
        case serverError = "server-error"
        /// Probabilities stand where log-probs are expected.
        case probabilities
        /// Logits stand where log-probs are expected.
        case logits
        /// The probabilities of a token's row sum to more than 1.
        case massOverOne = "mass-over-one"

        /// Whether the line was read, but its numbers cannot be what they are said to be.
        package var isRefusal: Bool { self == .probabilities || self == .logits || self == .massOverOne }
    }

    package var kind: Kind
    /// What is wrong, in words that go on after "line 3: ".
    package var reason: String

    init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }
}

/// What one response of a file came to.
package enum ReadOutcome: Sendable, Equatable {
    /// A response, and the format in which the file has it: its own, or ours.
    case response(TokenizedResponse, line: Int, as: ResponseFormat)
    case problem(ResponseProblem, line: Int)
}
