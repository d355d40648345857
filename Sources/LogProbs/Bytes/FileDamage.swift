/// Why no more of a file can be read.
struct FileDamage: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
