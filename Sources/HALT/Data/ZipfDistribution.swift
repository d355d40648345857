import Glibc

/// A next token's distribution over a whole vocabulary by Zipf's law: the likeliest token is rank 0, and the chance of
/// rank r is (r + 1)^-exponent, over what all of them come to.
struct ZipfDistribution {
    /// How many tokens the vocabulary has: no fewer than the log-probabilities that a configuration may ask for.
    static let vocabulary = 1000

    private static let logarithms = (1...vocabulary).map { log(Double($0)) }

    let exponent: Double
    private let logTotal: Double

    init(exponent: Double) {
        self.exponent = exponent
        logTotal = log(Self.logarithms.reduce(0) { $0 + exp(-exponent * $1) })
    }

    func logProb(_ rank: Int) -> Double {
        -exponent * Self.logarithms[rank] - logTotal
    }

    /// The rank that a uniform draw in 0..<1 chooses.
    func rank(choosing draw: Double) -> Int {
        var left = draw
        for rank in 0..<Self.vocabulary {
            left -= exp(logProb(rank))
            if left < 0 { return rank }
        }
        return Self.vocabulary - 1  // where rounding has left the sum below the draw
    }

    /// Log-probabilities of K tokens: the chosen one's, then the likeliest others', in single precision.
    func row(chosen: Int, topK: Int) -> [Float] {
        let others = (0..<topK).lazy.filter { $0 != chosen }.prefix(topK - 1)
        return [Float(logProb(chosen))] + others.map { Float(logProb($0)) }
    }
}
