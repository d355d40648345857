import HALT
import ReferenceRandom

/// The responses that the peer's script makes up, draw for draw: NumPy's `default_rng(42)`, whole arrays at a time.
///
/// Each piece of work takes a fresh one of these, as it takes a process of its own there.
struct PeerResponses {
    private static let topK = 20
    private var numbers = NumPyGenerator(seed: 42)

    /// `batch(rng, count)`: lengths and labels first, then the responses, longest first.
    mutating func batch(_ count: Int) -> [Response] {
        let rows = (0..<count).map { _ in
            let tokens = numbers.integers(10, 151)
            return (tokens: tokens, label: numbers.random() < 0.5 ? 1 : 0)
        }
        return rows.sorted { ($0.tokens, $0.label) > ($1.tokens, $1.label) }.map {
            response($0.tokens, label: $0.label)
        }
    }

    /// `response(rng, tokens, hallucinated)`: all tokens' first log-probabilities, then all gaps, then all noise.
    mutating func response(_ tokens: Int, label: Int) -> Response {
        let firsts = array(tokens, label == 1 ? (-4.0, -0.3) : (-1.5, -0.1))
        let gaps = array(tokens, label == 1 ? (0.05, 0.3) : (0.5, 2.0))
        let noise = array(tokens * (Self.topK - 1), (-0.5, 0.5))
        let values = (0..<tokens * Self.topK).map { place in
            let (t, k) = (place / Self.topK, place % Self.topK)
            if k == 0 { return Float(firsts[t]) }
            return Float(firsts[t] - gaps[t] * Double(k) + noise[t * (Self.topK - 1) + k - 1])
        }
        let logProbs = LogProbMatrix(values: values, tokens: tokens, topK: Self.topK)
        return Response(inputs: FeatureMatrix(logProbs), label: label)
    }

    private mutating func array(_ count: Int, _ range: (Double, Double)) -> [Double] {
        (0..<count).map { _ in numbers.uniform(range.0, range.1) }
    }
}

extension [Response] {
    var tokens: Int { reduce(0) { $0 + $1.inputs.tokens } }
}
