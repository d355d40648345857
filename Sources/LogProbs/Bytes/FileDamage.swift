/// Why no more of a file can be read.
struct FileDamage: Error {
    let reason: String
    /// Whether it may have cut a line; else what came before it is whole.
    let cutsLine: Bool

    init(_ reason: String, cutsLine: Bool = true) {
        self.reason = reason
        self.cutsLine = cutsLine
    }
}
