import Glibc

/// The lengths of simulated responses: uniform at shape 1, longer ones more often above it, shorter ones below it.
///
/// A uniform draw to the power of 1 / shape is scaled to the lengths and rounded down.
struct ResponseLengths: Equatable {
    var minimum: Int
    var maximum: Int
    var shape: Double

    private var count: Int { maximum - minimum + 1 }

    /// The length that a uniform draw in 0..<1 gives.
    func tokens(_ draw: Double) -> Int {
        min(minimum + Int(Double(count) * pow(draw, 1 / shape)), maximum)
    }

    func logChance(of tokens: Int) -> Double {
        let below = Double(tokens - minimum) / Double(count)
        let through = Double(tokens - minimum + 1) / Double(count)
        return log(pow(through, shape) - pow(below, shape))
    }
}
