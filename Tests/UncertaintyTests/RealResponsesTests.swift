import LogProbs
import Statistics
import Testing

@testable import Uncertainty

/// What scores are worth on the 575 real responses.
@Suite struct RealResponsesTests {
    private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    @Test func `mean NLL ranks real responses, over all and in each kind`() throws {
        let responses = try realResponses("real-responses.jsonl.gz")
        func area(_ score: Score, in group: String? = nil) throws -> Double {
            let chosen = responses.filter { group == nil || $0.group == group }
            return rounded(
                auroc(labels: chosen.compactMap(\.label), scores: try chosen.map { try value(score, $0.tokens) }))
        }
        #expect(try area(.meanNLL) == 0.753)
        #expect(try area(.meanNLL, in: "capital") == 0.846)
        #expect(try area(.meanNLL, in: "atomic_number") == 0.788)
        #expect(try area(.meanNLL, in: "addition") == 0.719)
        #expect(try area(.meanNLL, in: "symbol") == 0.678)
        #expect(try area(.length) == 0.633)
    }

    @Test func `real responses have every score, in its range`() throws {
        for response in try realResponses("real-responses.jsonl.gz") {
            for (score, value) in zip(ScoreCatalogue.all, ScoreCatalogue.values(of: response.tokens)) {
                #expect(score.range.contains(value), "\(score.identifier) of \(response.id): \(value)")
            }
        }
    }
}
