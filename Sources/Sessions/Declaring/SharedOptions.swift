/// Options that several commands have.
enum SharedOptions {
    static let threshold = CommandOption(
        "threshold", default: 0.5, within: .from(0, through: 1),
        "The probability from which a response counts as hallucinated.")

    /// Where a command draws from a stream of its own.
    static let seed = CommandOption<Int>(
        "seed", fallback: "the seed of `setup`", within: .atLeast(0), "Where the draws start.")
}

extension Arguments {
    /// The seed given to a command, else the session's.
    func seed(in session: Session) -> UInt64 {
        given(SharedOptions.seed).map(UInt64.init) ?? session.seed
    }
}
