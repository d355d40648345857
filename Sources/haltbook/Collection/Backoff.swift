/// How long a request waits before it is tried again: twice as long each time, up to a minute, and by chance up to half of it
/// less, so that many do not come back at once.
struct Backoff {
    private static let first = 1.0
    private static let longest = 60.0

    /// In seconds; never less than the server asks for.
    ///
    /// - Parameter failures: how often the request has failed, from 1.
    static func delay(failures: Int, asked: Int?, using random: inout some RandomNumberGenerator) -> Double {
        var delay = first
        for _ in 1..<failures { delay = min(2 * delay, longest) }
        delay *= Double.random(in: 0.5...1, using: &random)
        return max(delay, asked.map(Double.init) ?? 0)
    }
}
